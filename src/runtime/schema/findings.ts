import type { ErrorObject } from 'ajv';
import { branchErrors, dropAlternatives, isChoice } from './alternatives';
import type { Path } from './document';
import { hasOwn, parsePointer, valueAt } from './pointer';
import { didYouMean, suggest } from './suggest';
import { describeMissing, describeProblem } from './wording';

/** One thing that is wrong with a value, said once and in plain words. */
export interface Finding {
  /** `misspeltKey`: unknown, and a required key of nearly that name is missing. */
  kind: 'unknownKey' | 'misspeltKey' | 'missingKey' | 'value';
  /** The value that is wrong, or the key that is unknown or missing. */
  path: Path;
  /** What is wrong with it, to be read after the path: `must be a string`. */
  problem: string;
}

/** A key that the schema does not know, and the known one that it most likely means. */
interface UnknownKey {
  instancePath: string;
  key: string;
  suggestion: string | undefined;
}

/**
 * Turns Ajv's verbose errors into findings. A misspelt key is two errors to Ajv (one key missing, one too many)
 * and one finding here; a value that may also be a `{{ path || default }}` template is not blamed for not being one.
 */
export function describeErrors(errors: readonly ErrorObject[], value: unknown, schema: object): Finding[] {
  const relevant = dropAlternatives(errors, schema);
  const missing = errors.filter(isMissingKey);
  const unknown = relevant.filter(isUnknownKey).map((error) => readUnknownKey(error, value));
  const isMisspelt = (missing: ErrorObject) => unknown.some((key) => isMisspelling(key, missing));
  // A choice of keys fails for want of a key that is there, misspelt.
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

/** True when the unknown key most likely means the key that is missing beside it. */
function isMisspelling(unknown: UnknownKey, missing: ErrorObject): boolean {
  return unknown.instancePath === missing.instancePath && unknown.suggestion === missingKey(missing);
}

function isUnknownKey(error: ErrorObject): boolean {
  return error.keyword === 'additionalProperties';
}

/** `required`, and `dependencies` that name the keys that must be there. */
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
