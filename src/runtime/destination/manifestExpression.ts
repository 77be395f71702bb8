import { createError, type Where } from '../errors/destkitError';
import { compileExpression, type CompiledExpression } from '../jsonata/compile';
import { LONGEST_ARRAY_OF_EVENT } from '../jsonata/runtime/guard';
import { findSyntaxProblem } from '../jsonata/syntax';
import { TIME_LIMIT } from '../workflow/engine';

/**
 * An expression of a manifest, compiled on first use because few commands need it. Undefined if the manifest has
 * none.
 *
 * @param where finds its place in the manifest
 * @throws EXPRESSION_SYNTAX, immediately
 */
export function readManifestExpression(
  text: string | undefined,
  where: () => Where,
): (() => CompiledExpression) | undefined {
  if (text === undefined) {
    return undefined;
  }
  const problem = findSyntaxProblem(text);
  if (problem) {
    throw createError('EXPRESSION_SYNTAX', problem, where());
  }
  let compiled: CompiledExpression | undefined;
  return () =>
    (compiled ??= compileExpression(text, { timeout: TIME_LIMIT, sequence: LONGEST_ARRAY_OF_EVENT }));
}

/** The same for a condition: it is true if the expression returns true, or if there is no expression. */
export function readManifestCondition(
  text: string | undefined,
  where: () => Where,
): (input: unknown) => Promise<boolean> {
  const condition = readManifestExpression(text, where);
  return async (input) => !condition || (await condition().evaluate(input)) === true;
}
