import type { ErrorObject } from 'ajv';
import { choiceKeys, isChoice, ownMessage } from './alternatives';
import { hasOwn } from './pointer';
import { didYouMean, suggest } from './suggest';

/** The problem that an error reports, as text that follows the path of the value: `must be a string`. */
export function describeProblem(error: ErrorObject): string {
  const keys = isChoice(error) ? choiceKeys(error) : [];
  return keys.length > 0 ? describeKeyChoice(error, keys) : (ownMessage(error) ?? describeRule(error));
}

/** Why a missing key is required. */
export function describeMissing(error: ErrorObject): string {
  const { property } = error.params as { property?: string };
  return ownMessage(error) ?? (property === undefined ? 'is required' : `is required beside ${property}`);
}

function describeRule(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'type':
      return `must be ${[params.type].flat().map(withArticle).join(' or ')}`;
    case 'enum':
      return describeEnum(params.allowedValues as unknown[], error.data);
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'minimum':
      return `must be at least ${String(params.limit)}`;
    case 'maximum':
      return `must be at most ${String(params.limit)}`;
    case 'minLength':
      return params.limit === 1
        ? 'must not be empty'
        : `must be at least ${String(params.limit)} characters long`;
    case 'maxLength':
      return `must be at most ${count(params.limit, 'character')} long`;
    case 'minItems':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${String(params.limit)} entries`;
    case 'maxItems':
      return `must have at most ${count(params.limit, 'entry', 'entries')}`;
    case 'minProperties':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${String(params.limit)} keys`;
    case 'maxProperties':
      return `must have at most ${count(params.limit, 'key')}`;
    case 'uniqueItems':
      return `must not have equal entries (${inOrder(params.i, params.j).join(' and ')})`;
    case 'false schema':
    case 'not':
      return 'is not allowed here';
    default:
      return error.message ?? `breaks the rule "${error.keyword}"`;
  }
}

/** The allowed values, and the one that was probably meant by a misspelt value. */
function describeEnum(allowed: readonly unknown[], value: unknown): string {
  const texts = allowed.filter((each) => typeof each === 'string');
  const meant = typeof value === 'string' ? suggest(value, texts) : undefined;
  const hint = didYouMean(meant, (word) => JSON.stringify(word));
  return `must be one of ${allowed.map((each) => JSON.stringify(each)).join(', ')}${hint}`;
}

/** A choice of keys, and which of them are present: none, or too many. */
function describeKeyChoice(error: ErrorObject, keys: readonly string[]): string {
  const present = keys.filter((key) => hasOwn(error.data, key));
  const has = `it has ${present.length === 0 ? 'none of them' : present.join(' and ')}`;
  const exactly = error.keyword === 'oneOf' ? 'exactly ' : '';
  return `${ownMessage(error) ?? `must have ${exactly}one of ${keys.join(', ')}`}; ${has}`;
}

function withArticle(type: unknown): string {
  const name = String(type);
  return name === 'null' ? name : `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`;
}

function count(limit: unknown, one: string, many = `${one}s`): string {
  return `${String(limit)} ${limit === 1 ? one : many}`;
}

function inOrder(...indices: unknown[]): number[] {
  return indices.map(Number).sort((a, b) => a - b);
}
