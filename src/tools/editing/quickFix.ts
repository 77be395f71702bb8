import { fixFiles } from '../lint/fix';
import type { Diagnostic } from './diagnostics';
import type { TextEdit } from './rename';

/** A change that takes a diagnostic away. */
export interface QuickFix {
  title: string;
  edits: readonly TextEdit[];
  /** Nothing is left to decide. */
  isPreferred: boolean;
}

/** The suggestion at the end of a message: `...; did you mean $name?`. */
const HINT = /; did you mean (.+)\?$/;

/**
 * What corrects a diagnostic: the edit of `lint --fix`, or the word that was most likely meant.
 *
 * @param read gives the text of a file, by the name that findings have
 */
export function fixesOf(
  { message, edit, at, length, code }: Diagnostic,
  read: (file: string) => string,
): QuickFix[] {
  const fixes: QuickFix[] = [];
  if (edit) {
    const { file, offset, text } = edit;
    const span = { start: offset, end: offset + edit.length };
    fixes.push({ title: `Correct: ${code}`, edits: [{ file, span, text }], isPreferred: true });
  }
  const [, suggestion] = HINT.exec(message) ?? [];
  if (suggestion !== undefined && at) {
    const text = read(at.file);
    const start = offsetOf(text, at.line, at.column);
    const written = text.slice(start, start + length);
    const replacement = fit(suggestion, written);
    fixes.push({
      title: `Change to ${replacement}`,
      edits: [{ file: at.file, span: { start, end: start + length }, text: replacement }],
      isPreferred: true,
    });
  }
  return fixes;
}

/** A suggestion as it replaces a word: in its quotes, and without the path before it. */
function fit(suggestion: string, written: string): string {
  const [, quote = ''] = /^(["'])/.exec(written) ?? [];
  const prefix = '$outputs.';
  const bare =
    suggestion.startsWith(prefix) && !written.startsWith('$') ? suggestion.slice(prefix.length) : suggestion;
  return quote + bare.replace(/^\["(.*)"\]$/, '$1') + quote;
}

/** All edits of `lint --fix` in a folder, without those that overlap. */
export function fixAll(
  diagnostics: readonly Diagnostic[],
  read: (file: string) => string,
): { file: string; text: string }[] {
  const findings = diagnostics.flatMap(({ edit, code, severity, message, at }) =>
    edit && at ? [{ rule: code, severity, message, at, frame: '', edit }] : [],
  );
  return fixFiles(findings, read);
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    start = text.indexOf('\n', start) + 1;
  }
  return start + column - 1;
}
