import { createError, type DestkitError } from '../errors/destkitError';
import type { TextDocument } from './document';
import { formatFinding, type Finding } from './findings';
import type { Validator } from './validator';

/** What is wrong with a file: its syntax, else how it differs from its schema; each with its place. */
export function checkDocument(document: TextDocument, schema: Validator): DestkitError[] {
  if (document.syntaxErrors.length > 0) {
    return [...document.syntaxErrors];
  }
  return schema.check(document.value).map((finding) => locateFinding(document, finding));
}

/** A finding as an error with its place in the file. */
export function locateFinding(document: TextDocument, finding: Finding, prefix = ''): DestkitError {
  const isKey = finding.kind === 'unknownKey' || finding.kind === 'misspeltKey';
  const where = isKey ? document.whereKey(finding.path) : document.whereValue(finding.path);
  const problem = finding.path.length === 0 ? `the file ${finding.problem}` : formatFinding(finding, prefix);
  return createError('FILE_SCHEMA', { problem }, where);
}
