import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic as LspDiagnostic,
} from 'vscode-languageserver/node';
import type { Diagnostic } from '../../../tools/editing/diagnostics';
import { fixAll, fixesOf } from '../../../tools/editing/quickFix';
import { toLines, toRange, toUri } from '../positions';
import type { Workspace } from '../workspace';
import { toWorkspaceEdit } from './navigation';
import { openPlace, textOf, type Place } from './place';

/** What corrects the diagnostics of a range, and what corrects everything that can be corrected safely. */
export async function codeActions(
  workspace: Workspace,
  { textDocument, range, context }: CodeActionParams,
): Promise<CodeAction[] | null> {
  const place = await openPlace(workspace, textDocument.uri);
  if (!place) {
    return null;
  }
  const { only } = context;
  const wants = (kind: string): boolean => only === undefined || only.some((each) => kind.startsWith(each));
  const inRange = place.session.diagnostics.filter(
    ({ at }) => at?.file === place.file && at.line - 1 >= range.start.line && at.line - 1 <= range.end.line,
  );
  return [
    ...(wants(CodeActionKind.QuickFix)
      ? inRange.flatMap((each) => quickFixes(workspace, place, each, context.diagnostics))
      : []),
    ...(wants(CodeActionKind.SourceFixAll) ? fixEverything(workspace, place) : []),
  ];
}

function quickFixes(
  workspace: Workspace,
  { model }: Place,
  diagnostic: Diagnostic,
  shown: readonly LspDiagnostic[],
): CodeAction[] {
  const own = shown.filter(
    ({ code, range }) => code === diagnostic.code && range.start.line + 1 === diagnostic.at?.line,
  );
  return fixesOf(diagnostic, (file) => textOf(workspace, model.pathOf(file))).map(
    ({ title, edits, isPreferred }) => ({
      ...{ title, kind: CodeActionKind.QuickFix, isPreferred, diagnostics: own },
      edit: toWorkspaceEdit(workspace, model, edits),
    }),
  );
}

function fixEverything(workspace: Workspace, { session, model }: Place): CodeAction[] {
  const fixed = fixAll(session.diagnostics, (file) => textOf(workspace, model.pathOf(file)));
  if (fixed.length === 0) {
    return [];
  }
  const changes = Object.fromEntries(
    fixed.map(({ file, text }) => {
      const path = model.pathOf(file);
      const before = textOf(workspace, path);
      const range = toRange(toLines(before), { start: 0, end: before.length });
      return [toUri(path), [{ range, newText: text }]];
    }),
  );
  return [
    { title: 'Correct all that lint --fix corrects', kind: CodeActionKind.SourceFixAll, edit: { changes } },
  ];
}
