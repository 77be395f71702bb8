import { createError, type DestkitError, type Location } from '../errors/destkitError';
import type { TextDocument } from './document';
import { formatFinding, type Finding } from './findings';
import type { Validator } from './validating';

const checked = new WeakMap<TextDocument, { schema: Validator; problems: readonly DestkitError[] }>();

/**
 * The problems of a file: its syntax errors, otherwise the differences from its schema; each with its place, in the
 * order of the file.
 */
export function checkDocument(document: TextDocument, schema: Validator): readonly DestkitError[] {
  const known = checked.get(document);
  if (known?.schema === schema) {
    return known.problems;
  }
  const problems = document.syntaxErrors.length > 0 ? document.syntaxErrors : compare(document, schema);
  checked.set(document, { schema, problems });
  return problems;
}

function compare(document: TextDocument, schema: Validator): DestkitError[] {
  const errors = schema.check(document.value).map((finding) => locateFinding(document, finding));
  return errors.sort((a, b) => comparePlaces(a.where.at, b.where.at));
}

/** In the order of the file. */
function comparePlaces(a: Location | undefined, b: Location | undefined): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

/** A finding as an error with its place in the file. */
export function locateFinding(document: TextDocument, finding: Finding, prefix = ''): DestkitError {
  const isKey = finding.kind === 'unknownKey' || finding.kind === 'misspeltKey';
  const where = isKey ? document.whereKey(finding.path) : document.whereValue(finding.path);
  const problem = finding.path.length === 0 ? `the file ${finding.problem}` : formatFinding(finding, prefix);
  return createError('FILE_SCHEMA', { problem }, where);
}
