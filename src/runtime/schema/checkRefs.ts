import { createError, type DestkitError } from '../errors/destkitError';
import { isObject } from '../isObject';
import { MAX_APPLIED_SCHEMAS } from '../limits';
import type { Path, TextDocument } from './document';
import { followRef } from './jsonSchema';

/** Keywords whose schemas apply to the same value. */
const SAME_VALUE = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependencies'];
/** Keywords whose schemas apply to parts of the value. */
const PARTS = [
  'properties',
  'patternProperties',
  'additionalProperties',
  'propertyNames',
  'items',
  'additionalItems',
  'contains',
];
const DEFINITIONS = ['definitions', '$defs'];

const checked = new WeakMap<TextDocument, readonly DestkitError[]>();

/**
 * The invalid references of a schema: references to other files, references without a target, and references that
 * lead back to themselves, with which validation would never end: FILE_SCHEMA.
 */
export function checkRefs(document: TextDocument): readonly DestkitError[] {
  const problems = checked.get(document) ?? findProblems(document);
  checked.set(document, problems);
  return problems;
}

function findProblems(document: TextDocument): DestkitError[] {
  const root = document.value;
  if (!isObject(root)) {
    return [];
  }
  const problems: DestkitError[] = [];
  const report = (at: Path, problem: string) => {
    problems.push(createError('FILE_SCHEMA', { problem }, document.whereValue(at)));
  };
  const places = placesOf(root);
  /** The number of schemas that apply to the same value, including the schema itself; 0 while they are counted. */
  const applied = new Map<object, number>();
  const count = (schema: object): number => {
    const known = applied.get(schema);
    if (known !== undefined) {
      return known;
    }
    applied.set(schema, 0);
    let sum = 1;
    for (const { inner, isRef } of appliedTo(schema, root)) {
      const more = count(inner);
      if (more === 0) {
        const at = [...(places.get(schema) ?? []), ...(isRef ? ['$ref'] : [])];
        report(at, 'this leads back to itself, so validation would never end');
      }
      sum += more;
    }
    applied.set(schema, sum);
    return sum;
  };
  for (const [schema, at] of places) {
    const { $ref } = schema as { $ref?: unknown };
    const isInFile = typeof $ref === 'string' && /^#(?:\/|$)/.test($ref);
    if ($ref !== undefined && !isInFile) {
      report(
        [...at, '$ref'],
        '$ref must lead to a part of this file (#/definitions/...): other files are not read',
      );
    } else if (typeof $ref === 'string' && !isObject(target(schema, root))) {
      report([...at, '$ref'], `${$ref} does not exist in this file`);
    }
  }
  if (problems.length > 0) {
    return problems;
  }
  for (const [schema, at] of places) {
    if (count(schema) > MAX_APPLIED_SCHEMAS) {
      report(at, `more than ${String(MAX_APPLIED_SCHEMAS)} schemas apply to one value`);
      break;
    }
  }
  return problems;
}

function target(schema: object, root: object): unknown {
  return (schema as { $ref?: unknown }).$ref === '#' ? root : followRef(schema, root);
}

function appliedTo(schema: object, root: object): { inner: object; isRef: boolean }[] {
  const referred = target(schema, root);
  return [
    ...(isObject(referred) ? [{ inner: referred, isRef: true }] : []),
    ...SAME_VALUE.flatMap((keyword) => schemasAt(schema, [], keyword)).map(({ inner }) => ({
      inner,
      isRef: false,
    })),
  ];
}

/** Every schema of a file and its place, from the root down. */
function placesOf(root: object): Map<object, Path> {
  const places = new Map<object, Path>([[root, []]]);
  // Iterating over a Map includes entries that are added meanwhile.
  for (const [schema, at] of places) {
    for (const keyword of [...SAME_VALUE, ...PARTS, ...DEFINITIONS]) {
      for (const { inner, path } of schemasAt(schema, at, keyword)) {
        places.set(inner, path);
      }
    }
  }
  return places;
}

/** The schemas of a keyword: one, an array, or one for each of some keys. */
function schemasAt(schema: object, at: Path, keyword: string): { inner: object; path: Path }[] {
  const value = (schema as Record<string, unknown>)[keyword];
  if (Array.isArray(value)) {
    return value.flatMap((inner: unknown, index) =>
      isObject(inner) ? [{ inner, path: [...at, keyword, index] }] : [],
    );
  }
  if (!isObject(value)) {
    return [];
  }
  return KEYED.has(keyword)
    ? Object.entries(value).flatMap(([key, inner]) =>
        isObject(inner) ? [{ inner, path: [...at, keyword, key] }] : [],
      )
    : [{ inner: value, path: [...at, keyword] }];
}

const KEYED = new Set(['properties', 'patternProperties', 'dependencies', ...DEFINITIONS]);
