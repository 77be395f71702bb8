import { childrenOf, type Ast, type FunctionNode } from '../jsonata/ast';
import { checkArguments } from '../jsonata/argumentCheck';
import { parse } from '../jsonata/compile';
import { builtInNames, isBuiltInName } from '../jsonata/runtime/builtIns';
import { createError, type DestkitError } from '../errors/destkitError';
import { didYouMean, suggest } from '../schema/suggest';
import { findSyntaxProblem } from '../jsonata/syntax';
import type { Expression as PlacedExpression } from './expressions';

type Expression = Pick<PlacedExpression, 'text' | 'step' | 'where'>;

/** The names that every run binds. */
const runNames = ['outputs', 'context', 'setContext', 'originalInput', 'now', 'millis'];

/**
 * The problems of an expression that can be found without an event: syntax errors, unbound names, and arguments that
 * a function cannot accept.
 *
 * @param bound the names that the workflow binds; undefined if not all are known
 */
export function checkExpression(
  expression: Expression,
  bound: ReadonlySet<string> | undefined,
): DestkitError[] {
  const syntax = findSyntaxProblem(expression.text);
  if (syntax) {
    const where = expression.where(syntax.offset, syntax.length);
    return [createError('EXPRESSION_SYNTAX', syntax, { ...where, step: expression.step })];
  }
  return checkTree(expression, parse(expression.text), bound);
}

/** The same for a parsed expression. */
export function checkTree(
  expression: Expression,
  ast: Ast,
  bound: ReadonlySet<string> | undefined,
): DestkitError[] {
  const nodes = allNodes(ast);
  const own = ownNames(nodes);
  const isKnown = (name: string) =>
    !bound || bound.has(name) || own.has(name) || isBuiltInName(name) || runNames.includes(name);
  const isBuiltIn = (name: string) => isBuiltInName(name) && !bound?.has(name) && !own.has(name);
  return nodes.flatMap(({ node, before }) => {
    if (node.type === 'variable' && node.value !== '' && node.value !== '$' && !isKnown(node.value)) {
      const better = suggest(node.value, [...(bound ?? []), ...own, ...builtInNames, ...runNames]);
      return [unknownName(expression, node, `$${node.value}`, better)];
    }
    if (node.type !== 'function') {
      return [];
    }
    const called = node.procedure;
    if (called.type === 'path' && called.steps[0]?.type === 'name' && called.steps.length === 1) {
      const { value: name } = called.steps[0];
      const exists = isBuiltInName(name) || own.has(name) || bound?.has(name) === true;
      return exists ? [unknownName(expression, called.steps[0], name, name)] : [];
    }
    return called.type === 'variable' && isBuiltIn(called.value) ? checkCall(expression, node, before) : [];
  });
}

function checkCall(expression: Expression, call: FunctionNode, before: number): DestkitError[] {
  const { value: name } = call.procedure as { value: string };
  const found = isBuiltInName(name) ? checkArguments(name, call, before) : undefined;
  if (!found) {
    return [];
  }
  const { node, problem } = found;
  // A position is the end of a token; for a call, the position after its parenthesis.
  const token = node.type === 'function' ? `$${name}(` : 'value' in node ? String(node.value) : ' ';
  const length = token.length + (node.type === 'string' ? '""'.length : 0);
  const where = expression.where(Math.max(0, (node.position ?? 0) - length), length);
  return [createError('EXPRESSION_ARGUMENTS', { problem }, { ...where, step: expression.step })];
}

function unknownName(
  expression: Expression,
  node: Ast,
  text: string,
  better: string | undefined,
): DestkitError {
  const offset = Math.max(0, (node.position ?? 0) - text.length);
  const where = expression.where(offset, text.length);
  const hint = didYouMean(better, (word) => `$${word}`);
  return createError('EXPRESSION_UNKNOWN_NAME', { name: text, hint }, { ...where, step: expression.step });
}

interface VisitedNode {
  node: Ast;
  /** For a call: the number of arguments that `~>` adds before its own. */
  before: number;
}

/** Every node of a tree. */
function allNodes(root: Ast): VisitedNode[] {
  const nodes: VisitedNode[] = [];
  const visit = (node: Ast, before: number): void => {
    nodes.push({ node, before });
    for (const child of childrenOf(node)) {
      visit(child, node.type === 'apply' && child === node.rhs ? 1 : 0);
    }
  };
  visit(root, 0);
  return nodes;
}

/** All names that the expression binds anywhere: by `:=`, as parameters, by `@` and `#`. */
function ownNames(nodes: readonly VisitedNode[]): Set<string> {
  const names = new Set<string>();
  for (const { node } of nodes) {
    if (node.type === 'bind') {
      names.add(node.lhs.value);
    }
    if (node.type === 'lambda') {
      node.arguments.forEach(({ value }) => names.add(value));
    }
    for (const name of [node.focus, node.index, ...(node.stages ?? []).map((stage) => stageName(stage))]) {
      if (name !== undefined) {
        names.add(name);
      }
    }
  }
  return names;
}

function stageName(stage: NonNullable<Ast['stages']>[number]): string | undefined {
  return stage.type === 'index' ? stage.value : undefined;
}
