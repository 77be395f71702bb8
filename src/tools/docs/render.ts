import { createError } from '../../runtime/errors/destkitError';
import { compileExpression } from '../../runtime/jsonata/compile';
import { enumerate, renderTable, type Row } from './markdown';

/** What an expression of a block can call, besides JSONata's own functions and those it is given. */
const textFunctions = {
  /** A text in code font; nothing for nothing. */
  code: (text?: string) => (text === undefined ? undefined : `\`${text}\``),
  /** A text as Markdown that shows just that text. */
  plain: (text?: string) => text?.replace(/[<*[\]\\]/g, '\\$&'),
  /** A list of texts in one: `a, b and c`, with any other word for "and". */
  enumerate: (texts: string | string[] | undefined, word: string) => enumerate([texts ?? []].flat(), word),
};

/**
 * The Markdown of a block: an expression over the facts gives rows (heading -> cell), or a text that is taken as it is.
 *
 * @param functions what it can call as well: functions that are declared `async`, which the compiler must know
 * @throws DOCS_INVALID when the expression fails
 */
export async function renderBlock(
  name: string,
  expression: unknown,
  facts: object,
  functions: Record<string, (argument?: string) => Promise<unknown>>,
): Promise<string> {
  if (typeof expression !== 'string') {
    throw createError('DOCS_INVALID', { problem: `docs/tables.yaml: ${name} must be an expression, a text` });
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
