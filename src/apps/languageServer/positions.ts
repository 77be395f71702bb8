import { fileURLToPath, pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver/node';
import type { Location } from '../../runtime/errors/destkitError';
import type { Span } from '../../tools/editing/outline';

/** The path of a `file:` URI; undefined for any other. */
export function toPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

export function toUri(path: string): string {
  return pathToFileURL(path).href;
}

/** A text with its lines, for conversions. */
export function toLines(text: string): TextDocument {
  return TextDocument.create('', '', 0, text);
}

export function toRange(lines: TextDocument, { start, end }: Span): Range {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

/** The range of a place whose line and column count from 1. */
export function rangeFrom({ line, column }: Location, length: number): Range {
  const start = { line: line - 1, character: column - 1 };
  return { start, end: { line: start.line, character: start.character + length } };
}
