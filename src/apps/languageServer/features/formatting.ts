import type { TextDocumentIdentifier, TextEdit } from 'vscode-languageserver/node';
import { toRange } from '../positions';
import type { Workspace } from '../workspace';
import { openPlace } from './place';

/** Formats the text of a file. @throws when the text is not valid */
export type FormatText = (text: string) => string;

/** The whole file, formatted; nothing for a file that is not YAML, or not valid. */
export async function formatting(
  workspace: Workspace,
  format: FormatText,
  { textDocument }: { textDocument: TextDocumentIdentifier },
): Promise<TextEdit[]> {
  const place = await openPlace(workspace, textDocument.uri);
  if (!place || !/\.ya?ml$/.test(place.path)) {
    return [];
  }
  try {
    const newText = format(place.text);
    const range = toRange(place.lines, { start: 0, end: place.text.length });
    return newText === place.text ? [] : [{ range, newText }];
  } catch {
    return [];
  }
}
