import { isCollection, isScalar, visit, type Document, type YAMLError } from 'yaml';
import { MAX_ALIASES, MAX_DEPTH, MAX_YAML_BYTES } from '../limits';
import { deepNodeOffset, deepOffset, isTooDeep } from './depth';
import { findNonJson, hasRepeatedKeys, parseJson, trailingComma } from './json';

/** A problem in the text of a file, and its offset. */
export interface SyntaxProblem {
  problem: string;
  offset: number;
}

/** The value of a file, or the reasons why it has none. */
export type FileContent = { value: unknown; problems: [] } | { value?: undefined; problems: SyntaxProblem[] };

const TOO_DEEP = `more than ${String(MAX_DEPTH)} levels of objects and arrays inside each other`;

/** The parser needs minutes for nested keys that are marked with `?`. Destinations do not need such keys. */
const EXPLICIT_KEYS = /(?:\?[\s[{-]+){5}/;

/** Whether the YAML parser may be used: its time and memory are limited only by the size of the text. */
export function isParsable(text: string): boolean {
  return text.length <= MAX_YAML_BYTES && !EXPLICIT_KEYS.test(text);
}

/** The value of a YAML file. @param parse parses the text; called at most once */
export function readYaml(parse: () => Document.Parsed, text: string): FileContent {
  if (text.length > MAX_YAML_BYTES) {
    const problem = `a YAML file may have ${String(MAX_YAML_BYTES / 1024)} KiB; a table may be JSON, which may have more`;
    return { problems: [{ problem, offset: 0 }] };
  }
  const keys = EXPLICIT_KEYS.exec(text);
  if (keys) {
    return { problems: [{ problem: 'keys that are marked with ? are not supported', offset: keys.index }] };
  }
  try {
    return readDocument(parse());
  } catch (error) {
    // Nested aliases that would fill the memory, or nesting that overflows the stack.
    const problem = error instanceof RangeError ? TOO_DEEP : (error as Error).message;
    return { problems: [{ problem, offset: 0 }] };
  }
}

function readDocument(document: Document.Parsed): FileContent {
  if (document.errors.length > 0) {
    return { problems: describeErrors(document.errors) };
  }
  const offset = deepNodeOffset(document.contents);
  if (offset !== undefined) {
    return { problems: [{ problem: TOO_DEEP, offset }] };
  }
  const problems = [...findBadKeys(document), ...findBadAliases(document)];
  if (problems.length > 0) {
    return { problems };
  }
  const value = document.toJS() as unknown;
  return isTooDeep(value) ? { problems: [{ problem: TOO_DEEP, offset: 0 }] } : { value, problems: [] };
}

/**
 * The value of a JSON file. The YAML parser provides the places of mistakes, but accepts most of what JSON forbids
 * and rejects some of what JSON allows. Therefore JSON.parse decides; but a duplicate key is a mistake in JSON as
 * well.
 *
 * @param parse parses the text as YAML, which takes many times as long and is seldom needed
 */
export function readJson(parse: () => Document.Parsed, text: string): FileContent {
  const offset = deepOffset(text);
  if (offset !== undefined) {
    return { problems: [{ problem: TOO_DEEP, offset }] };
  }
  const { isValid, value } = parseJson(text);
  if (!isValid) {
    return { problems: findJsonProblems(parse, text) };
  }
  if (!isParsable(text) || !hasRepeatedKeys(text, value)) {
    return { value, problems: [] };
  }
  const bad = findBadKeys(parse());
  return bad.length > 0 ? { problems: bad } : { value, problems: [] };
}

function findJsonProblems(parse: () => Document.Parsed, text: string): SyntaxProblem[] {
  const offset = findNonJson(text);
  const comma = trailingComma(text, offset);
  if (comma !== undefined) {
    return [{ problem: `the comma before ${comma} must go: JSON allows none after the last item`, offset }];
  }
  const { problems } = isParsable(text) ? readYaml(parse, text) : { problems: [] };
  return problems.length > 0 ? problems : [{ problem: 'this is not JSON', offset }];
}

/**
 * Keys that are objects or arrays, and duplicate keys. The parser's own check compares each key with every other key
 * of its map, which takes seconds for a few thousand keys.
 */
function findBadKeys(document: Document.Parsed): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (isScalar(key)) {
          if (seen.has(key.value)) {
            problems.push({ problem: 'Map keys must be unique', offset: key.range?.[0] ?? 0 });
          }
          seen.add(key.value);
        } else if (isCollection(key)) {
          problems.push({ problem: 'a key must not be an object or an array', offset: key.range?.[0] ?? 0 });
        }
      }
    },
  });
  return problems;
}

/** The parser resolves aliases only when the value is created. It throws if one has no anchor, and accepts cycles. */
function findBadAliases(document: Document.Parsed): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  let count = 0;
  visit(document, {
    Alias(_, alias, ancestors) {
      const { source, range } = alias;
      const offset = range?.[0] ?? 0;
      count += 1;
      if (count > MAX_ALIASES) {
        problems.push({ problem: `a file may have ${String(MAX_ALIASES)} aliases`, offset });
        return visit.BREAK;
      }
      const target = alias.resolve(document);
      if (!target) {
        const problem = `there is no anchor &${source}; a string that starts with * must be quoted`;
        problems.push({ problem, offset });
      } else if (ancestors.includes(target)) {
        problems.push({ problem: `*${source} stands inside &${source}, which has no end`, offset });
      }
      return undefined;
    },
  });
  return problems;
}

/** Only the first error: later ones are usually consequences of it. */
function describeErrors([first]: readonly YAMLError[]): SyntaxProblem[] {
  return first ? [{ problem: describeError(first), offset: first.pos[0] }] : [];
}

function describeError({ code, message }: YAMLError): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'this starts a second YAML document; a file holds one';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a line is indented too far, or a value with ": " in it lacks quotes';
    case 'TAB_AS_INDENT':
      return 'Tabs are not allowed as indentation; use spaces';
    default:
      return message.replace(/:?\n.*$/s, '');
  }
}
