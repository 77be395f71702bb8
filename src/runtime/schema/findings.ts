import type { ErrorObject } from 'ajv';
import { branchErrors, dropAlternatives, isChoice } from './alternatives';
import type { Path } from './document';
import { hasOwn, parsePointer, valueAt } from './pointer';
import { didYouMean, suggest } from './suggest';
import { describeMissing, describeProblem } from './wording';

/** One problem of a value, reported once and in plain words. */
export interface Finding {
  /** `misspeltKey`: an unknown key, while a required key with a similar name is missing. */
  kind: 'unknownKey' | 'misspeltKey' | 'missingKey' | 'value';
  /** The path of the wrong value, or of the unknown or missing key. */
  path: Path;
  /** The problem, as text that follows the path: `must be a string`. */
  problem: string;
}

/** A key that is not in the schema, and the key that was probably meant. */
interface UnknownKey {
  instancePath: string;
  key: string;
  suggestion: string | undefined;
}

/**
 * Converts Ajv's verbose errors into findings. For Ajv a misspelt key is two errors (one missing key and one unknown
 * key); here it is one finding. A value that may also be a `{{ path || default }}` template is not reported for not
 * being a template.
 */
export function describeErrors(errors: readonly ErrorObject[], value: unknown, schema: object): Finding[] {
  const relevant = dropAlternatives(errors, schema);
  const missing = errors.filter(isMissingKey);
  const unknown = relevant.filter(isUnknownKey).map((error) => readUnknownKey(error, value));
  const isMisspelt = (missing: ErrorObject) => unknown.some((key) => isMisspelling(key, missing));
  // A choice of keys fails because a key is missing that exists under a misspelt name.
  const isAnswered = (error: ErrorObject) =>
    isMissingKey(error)
      ? isMisspelt(error)
      : isChoice(error) && branchErrors(error, errors, schema).some(isMisspelt);

  const keys = unknown.map((key) => describeUnknownKey(key, missing, value));
  const findings = relevant
    .filter((error) => !isUnknownKey(error) && !isAnswered(error))
    .map((error) => describeError(error, value));
  return dedupe([...keys, ...findings]);
}

/** `prefix.a.b[0]`, for messages. */
export function formatPath(path: Path, prefix = ''): string {
  return path.reduce<string>((text, part) => text + formatPart(part, text === ''), prefix);
}

/** `config.apiKey is required` */
export function formatFinding(finding: Finding, prefix = ''): string {
  return `${formatPath(finding.path, prefix)} ${finding.problem}`.trim();
}

function formatPart(part: string | number, isFirst: boolean): string {
  if (typeof part === 'string' && /^[\p{L}\p{N}_$-]+$/u.test(part)) {
    return isFirst ? part : `.${part}`;
  }
  return `[${JSON.stringify(part)}]`;
}

function describeError(error: ErrorObject, value: unknown): Finding {
  const path = parsePointer(error.instancePath, value);
  if (isMissingKey(error)) {
    return { kind: 'missingKey', path: [...path, missingKey(error)], problem: describeMissing(error) };
  }
  return { kind: 'value', path, problem: describeProblem(error) };
}

function describeUnknownKey(unknown: UnknownKey, missing: readonly ErrorObject[], value: unknown): Finding {
  const { instancePath, key, suggestion } = unknown;
  const kind = missing.some((error) => isMisspelling(unknown, error)) ? 'misspeltKey' : 'unknownKey';
  const hint = didYouMean(suggestion, (word) => formatPath([word]));
  return { kind, path: [...parsePointer(instancePath, value), key], problem: `is not a known key${hint}` };
}

function readUnknownKey(error: ErrorObject, value: unknown): UnknownKey {
  const { instancePath } = error;
  const { additionalProperty: key } = error.params as { additionalProperty: string };
  const parent = valueAt(value, parsePointer(instancePath, value));
  const absent = knownKeys(error).filter((name) => !hasOwn(parent, name));
  return { instancePath, key, suggestion: suggest(key, absent) };
}

/** Whether the unknown key was probably meant to be the missing key of the same object. */
function isMisspelling(unknown: UnknownKey, missing: ErrorObject): boolean {
  return unknown.instancePath === missing.instancePath && unknown.suggestion === missingKey(missing);
}

function isUnknownKey(error: ErrorObject): boolean {
  return error.keyword === 'additionalProperties';
}

/** `required`, and `dependencies` that name required keys. */
function isMissingKey(error: ErrorObject): boolean {
  return hasOwn(error.params, 'missingProperty');
}

function missingKey(error: ErrorObject): string {
  return (error.params as { missingProperty: string }).missingProperty;
}

function knownKeys(error: ErrorObject): string[] {
  const { properties } = error.parentSchema as { properties?: object };
  return Object.keys(properties ?? {});
}

function dedupe(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const text = formatFinding(finding);
    return seen.has(text) ? false : seen.add(text);
  });
}
