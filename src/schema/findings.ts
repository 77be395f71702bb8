import type { ErrorObject } from 'ajv';
import type { Path } from './document';
import { suggest } from './suggest';

/** One thing that is wrong with a value, said once and in plain words. */
export interface Finding {
  /** `misspeltKey`: unknown, and a required key of nearly that name is missing. */
  kind: 'unknownKey' | 'misspeltKey' | 'missingKey' | 'value';
  /** The value that is wrong, or the key that is unknown or missing. */
  path: Path;
  /** What is wrong with it, to be read after the path: `must be a string`. */
  problem: string;
}

/**
 * Turns Ajv's errors into findings. A misspelt key is two errors to Ajv (one key missing, one too many) and one
 * finding here; a value that may also be a `{{ path || default }}` template is not blamed for not being one.
 */
export function describeErrors(errors: readonly ErrorObject[], value: unknown, schema: object): Finding[] {
  const relevant = errors.filter((error) => !isAlternative(error, errors));
  const unknown = relevant.filter((error) => error.keyword === 'additionalProperties');
  const findings = relevant
    .filter((error) => !unknown.includes(error))
    .filter((error) => !(error.keyword === 'required' && unknown.some((extra) => isMisspelling(extra, error))))
    .map((error) => describeError(error));
  const missing = relevant.filter((error) => error.keyword === 'required');
  const keys = unknown.map((error) => describeUnknownKey(error, missing, value, schema));
  return dedupe([...keys, ...findings]);
}

/** `prefix.a.b[0]`, for messages. */
export function formatPath(path: Path, prefix = ''): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${String(part)}]` : text === '' ? part : `${text}.${part}`,
    prefix,
  );
}

/** `config.apiKey is required` */
export function formatFinding(finding: Finding, prefix = ''): string {
  return `${formatPath(finding.path, prefix)} ${finding.problem}`.trim();
}

function describeError(error: ErrorObject): Finding {
  const path = parsePointer(error.instancePath);
  if (error.keyword === 'required') {
    return { kind: 'missingKey', path: [...path, missingKey(error)], problem: 'is required' };
  }
  return { kind: 'value', path, problem: describeProblem(error) };
}

function describeProblem(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'type':
      return `must be ${withArticle(params.type)}`;
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).map((v) => JSON.stringify(v)).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : `must be at least ${String(params.limit)} characters long`;
    case 'maxLength':
      return `must be at most ${String(params.limit)} characters long`;
    case 'minItems':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${String(params.limit)} entries`;
    case 'minProperties':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${String(params.limit)} keys`;
    default:
      return error.message ?? `breaks the rule "${error.keyword}"`;
  }
}

function describeUnknownKey(
  error: ErrorObject,
  missing: readonly ErrorObject[],
  value: unknown,
  schema: object,
): Finding {
  const parent = parsePointer(error.instancePath);
  const key = unknownKey(error);
  const known = knownKeys(error, schema).filter((name) => !hasOwn(valueAt(value, parent), name));
  const better = suggest(key, known);
  const hint = better === undefined ? '' : `; did you mean ${formatPath([better])}?`;
  const kind = missing.some((other) => isMisspelling(error, other)) ? 'misspeltKey' : 'unknownKey';
  return { kind, path: [...parent, key], problem: `is not a known key${hint}` };
}

/** True when the unknown key is nearly the required key that is missing beside it. */
function isMisspelling(unknown: ErrorObject, missing: ErrorObject): boolean {
  const name = missingKey(missing);
  return unknown.instancePath === missing.instancePath && suggest(unknownKey(unknown), [name]) === name;
}

/** True for errors that only say that a value is not one of several alternatives, when a plainer one is there. */
function isAlternative(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.schemaPath.includes('/definitions/dynamic/')) {
    return true;
  }
  if (error.keyword === 'if') {
    return true;
  }
  if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') {
    return false;
  }
  return all.some((other) => other !== error && other.instancePath.startsWith(error.instancePath));
}

function knownKeys(error: ErrorObject, schema: object): string[] {
  const pointer = error.schemaPath.replace(/^#/, '').replace(/\/additionalProperties$/, '/properties');
  const properties = valueAt(schema, parsePointer(pointer));
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

function missingKey(error: ErrorObject): string {
  return String((error.params as { missingProperty: string }).missingProperty);
}

function unknownKey(error: ErrorObject): string {
  return String((error.params as { additionalProperty: string }).additionalProperty);
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (hasOwn(value, String(part)) ? (value as Record<string, unknown>)[part] : undefined),
    root,
  );
}

function hasOwn(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

function parsePointer(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function withArticle(type: unknown): string {
  const name = Array.isArray(type) ? type.join(' or ') : String(type);
  return `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`;
}

function dedupe(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const text = formatFinding(finding);
    return seen.has(text) ? false : seen.add(text);
  });
}
