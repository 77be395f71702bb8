import type { CodeLens, CodeLensParams, InlayHint, InlayHintParams } from 'vscode-languageserver/node';
import { occurrencesIn } from '../../../tools/editing/occurrences';
import { workflowIn } from '../../../tools/editing/folderModel';
import { toRange } from '../positions';
import type { Workspace } from '../workspace';
import { goldenFolders } from './goldens';
import { openPlace, viewAt } from './place';

const LONGEST_HINT = 60;

/** The value of each expression for the example, at the end of the line that it begins on. */
export async function inlayHints(
  workspace: Workspace,
  { textDocument, range }: InlayHintParams,
): Promise<InlayHint[] | null> {
  const place = await openPlace(workspace, textDocument.uri);
  if (!place) {
    return null;
  }
  const { file, lines, session, text } = place;
  return viewAt(place).expressions.flatMap(({ path, scalar }) => {
    const value = session.example.lastValue(file, path);
    const { line } = lines.positionAt(scalar.start);
    if (value === undefined || line < range.start.line || line > range.end.line) {
      return [];
    }
    const newline = text.indexOf('\n', scalar.start);
    const position = lines.positionAt(newline < 0 ? text.length : newline);
    return [{ position, label: `= ${shorten(value)}`, paddingLeft: true, tooltip: value }];
  });
}

/** How many goldens take each step, and a way to run them. */
export async function codeLenses(
  workspace: Workspace,
  { textDocument }: CodeLensParams,
): Promise<CodeLens[] | null> {
  const place = await openPlace(workspace, textDocument.uri);
  const workflow = place && workflowIn(place.model, place.file);
  if (!place || !workflow || place.session.use === undefined) {
    return [];
  }
  const { use } = place.session;
  const ofText = workflow.document.text === place.text ? occurrencesIn(workflow) : [];
  return ofText
    .filter(({ kind, isDefinition }) => kind === 'step' && isDefinition)
    .flatMap(({ span, symbol, name }) => {
      const range = toRange(place.lines, span);
      const { length } = goldenFolders(use, symbol);
      const argument = { uri: textDocument.uri, step: symbol };
      const count = length === 1 ? 'taken by 1 golden' : `taken by ${String(length)} goldens`;
      return [
        { range, command: { title: count, command: 'destkit.showGoldens', arguments: [argument] } },
        ...(length > 0
          ? [
              {
                range,
                command: { title: 'run', command: 'destkit.runGoldens', arguments: [{ ...argument, name }] },
              },
            ]
          : []),
      ];
    });
}

function shorten(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  return line.length > LONGEST_HINT ? `${line.slice(0, LONGEST_HINT)}…` : line;
}
