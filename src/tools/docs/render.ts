import { createError } from '../../runtime/errors/destkitError';
import { compileExpression } from '../../runtime/jsonata/compile';
import { enumerate, renderTable, type Row } from './markdown';

/**
 * The functions that an expression of a block can call, in addition to JSONata's own and those that are passed in.
 */
const textFunctions = {
  /** A string in code font; undefined for undefined. */
  code: (text?: string) => (text === undefined ? undefined : `\`${text}\``),
  /** Escapes a string, so that Markdown shows exactly this string. */
  plain: (text?: string) => text?.replace(/[<*[\]\\]/g, '\\$&'),
  /** Joins strings: `a, b and c`, with any other word for "and". */
  enumerate: (texts: string | string[] | undefined, word: string) => enumerate([texts ?? []].flat(), word),
};

/**
 * The Markdown of a block: an expression over the facts returns rows (heading -> cell), or a string that is used
 * unchanged.
 *
 * @param functions additional functions that it can call; asynchronous ones must be declared `async`, so that the
 * compiler recognizes them
 * @throws DOCS_INVALID if the expression fails
 */
export async function renderBlock(
  name: string,
  expression: unknown,
  facts: object,
  functions: Record<string, (argument?: string) => Promise<unknown>>,
): Promise<string> {
  if (typeof expression !== 'string') {
    throw createError('DOCS_INVALID', {
      problem: `docs/tables.yaml: ${name} must be an expression, as a string`,
    });
  }
  let value: unknown;
  try {
    value = await compileExpression(expression).evaluate(facts, { ...textFunctions, ...functions });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw createError('DOCS_INVALID', { problem: `the block ${name} cannot be made: ${message}` });
  }
  return typeof value === 'string' ? value : renderTable([value ?? []].flat(Infinity) as Row[]);
}
