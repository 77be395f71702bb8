import type { TextDocumentIdentifier, TextEdit } from 'vscode-languageserver/node';
import { formatWorkflow } from '../../../tools/format/formatWorkflow';
import { toRange } from '../positions';
import type { Workspace } from '../workspace';
import { openPlace } from './place';

/** The whole file in its usual layout; no edits for a file that is not a workflow, or not valid. */
export async function formatting(
  workspace: Workspace,
  { textDocument }: { textDocument: TextDocumentIdentifier },
): Promise<TextEdit[]> {
  const place = await openPlace(workspace, textDocument.uri);
  if (!place || !/\.ya?ml$/.test(place.path)) {
    return [];
  }
  const newText = formatWorkflow(place.text);
  const range = toRange(place.lines, { start: 0, end: place.text.length });
  return newText === place.text ? [] : [{ range, newText }];
}
