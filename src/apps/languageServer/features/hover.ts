import { MarkupKind, type Hover, type TextDocumentPositionParams } from 'vscode-languageserver/node';
import { functionDocs } from '../../../tools/editing/functionDocs';
import { hover as hoverAt } from '../../../tools/editing/hover';
import { toRange } from '../positions';
import type { Resources } from '../../../tools/editing/resources';
import type { Workspace } from '../workspace';
import { offsetAt, openPlace } from './place';

/** What is known of the word at a place, and its value for the example. */
export async function hover(
  workspace: Workspace,
  { schemas }: Resources,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<Hover | null> {
  const place = await openPlace(workspace, textDocument.uri);
  if (!place) {
    return null;
  }
  const { model, file, text, lines, session } = place;
  const offset = offsetAt(place, position);
  const found = hoverAt({ model, file, text, offset, schemas, docsOf: functionDocs });
  if (!found) {
    return null;
  }
  const { part, step, span } = found;
  const { example } = session;
  const value = part
    ? await example.valueOf(file, part.expression.path, part.expression.scalar.text, part.span)
    : step === undefined
      ? undefined
      : example.stepValue(file, step);
  const shown =
    value === undefined ? '' : `\`\`\`json\n${value}\n\`\`\`\nfor ${example.name ?? 'the example'}`;
  const parts = [found.text, shown].filter((each) => each !== '');
  return parts.length === 0
    ? null
    : {
        contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n') },
        range: toRange(lines, span),
      };
}
