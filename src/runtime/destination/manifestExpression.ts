import { createError, type Where } from '../errors/destkitError';
import { compileExpression, type CompiledExpression } from '../jsonata/compile';
import { findSyntaxProblem } from '../jsonata/syntax';

/**
 * An expression of a manifest, compiled on first use: few commands need any. Undefined when there is none.
 *
 * @param where finds its place in the manifest
 * @throws EXPRESSION_SYNTAX, at once
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
  return () => (compiled ??= compileExpression(text));
}
