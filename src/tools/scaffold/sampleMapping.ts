import { hasFormat } from '../../runtime/destination/bindings/hasFormat';
import { isObject } from '../../runtime/isObject';

/** A mapping that returns exactly the sample for its example event. */
export interface SampleMapping {
  /** A JSONata expression over the outputs of the template's steps. */
  expression: string;
  /** Dotted path of a message -> the value that the sample has there. */
  fields: ReadonlyMap<string, string>;
}

/** An array of up to this many characters stays on one line. */
const SHORT_LIST = 60;

/**
 * Drafts the expression that builds a sample: values that every message has are read from the message, the others are
 * constants.
 *
 * @param paths field of a sample, in lower case and without punctuation -> its path in a message
 */
export function draftMapping(
  sample: Record<string, unknown>,
  paths: ReadonlyMap<string, string>,
): SampleMapping {
  const fields = new Map<string, string>();

  const render = (value: unknown, indent: string): string => {
    if (Array.isArray(value)) {
      return renderList(
        value.map((item) => render(item, `${indent}  `)),
        ['[', ']'],
        indent,
      );
    }
    if (isObject(value)) {
      const entries = Object.entries(value).map(
        ([name, item]) => `${literal(name)}: ${readFrom(name, item) ?? render(item, `${indent}  `)}`,
      );
      return renderList(entries, ['{', '}'], indent);
    }
    return literal(value);
  };

  const readFrom = (name: string, value: unknown): string | undefined => {
    const path = paths.get(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
    if (path === undefined || !isUsable(path, value) || (fields.get(path) ?? value) !== value) {
      return undefined;
    }
    fields.set(path, value);
    return readMessage(path);
  };

  return { expression: render(sample, ''), fields };
}

/** Whether a message may have this string at this path. */
function isUsable(path: string, value: unknown): value is string {
  return typeof value === 'string' && value !== '' && (path !== 'timestamp' || hasFormat(value, 'date-time'));
}

/** The objects on the path are read with `$object`, so that the path never maps over an array. */
function readMessage(path: string): string {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const owner = names.reduce((object, name) => `$object(${object}.${name})`, '$outputs.message');
  return `${owner}.${last}`;
}

function renderList(parts: readonly string[], [open, close]: readonly [string, string], indent: string) {
  const line = parts.join(', ');
  return line.length <= SHORT_LIST && !line.includes('\n') && (open === '[' || line === '')
    ? `${open}${line}${close}`
    : `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`;
}

/** JSON literals are valid in JSONata. Characters that YAML or editors do not accept are escaped. */
function literal(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
