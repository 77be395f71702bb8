import type { Ast, ConditionNode } from '../../runtime/jsonata/ast';
import { childrenOf } from '../../runtime/jsonata/ast';
import { isSameExpression } from '../../runtime/jsonata/analyse';
import type { Outcome } from '../../runtime/jsonata/emit/probe';
import type { SourceMap, Span } from '../../runtime/jsonata/span';

/** Something that an expression may do: reach a node, or take a branch. */
export interface Doing {
  node: Ast;
  outcome: Outcome;
  /** The branch, or the node; the whole condition for an `else` that is not written. */
  span: Span;
  /** What is evaluated only when it happens. */
  area: Span | undefined;
  /** `else of ? :` */
  label: string;
  /** The number of the token that a comment about it stands before. */
  token: number;
}

/** Nodes whose evaluation says no more than that of the nodes around them. */
const trivial: ReadonlySet<Ast['type']> = new Set([
  'string',
  'number',
  'value',
  'name',
  'variable',
  'regex',
  'operator',
  'sort',
]);

/**
 * Everything that an expression may do. The list is made of the tree and not of the code, so that what the compiler
 * leaves out, because it is known to have no effect, shows as never reached.
 */
export function listDoings(root: Ast, map: SourceMap): Doing[] {
  const found: Doing[] = [];
  const add = (node: Ast, outcome: Outcome, label: string, of: Ast, token?: number): void => {
    const span = map.spanOf(of);
    if (span) {
      found.push({
        ...{ node, outcome, span, label, area: token === undefined ? span : undefined },
        token: token ?? map.tokenFrom(span.start),
      });
    }
  };
  const visit = (node: Ast): void => {
    if (!trivial.has(node.type) && !(node.type === 'lambda' && node.thunk)) {
      add(node, 'reached', 'expression', node);
    }
    if (node.type === 'condition') {
      addBranches(node);
    } else if (node.type === 'binary' && (node.value === 'and' || node.value === 'or')) {
      add(node, 'right', `right side of ${node.value}`, node.rhs);
    } else if (node.type === 'lambda' && !node.thunk) {
      add(node, 'body', 'body of the function', node.body);
    }
    const isDoubled = node.type === 'condition' && doubling(node) !== undefined;
    childrenOf(node)
      .filter((child) => !isDoubled || child !== node.condition)
      .forEach(visit);
  };
  const addBranches = (node: ConditionNode): void => {
    const operator = doubling(node);
    if (operator !== undefined) {
      add(node, 'else', `right side of ${operator}`, node.else ?? node);
      return;
    }
    add(node, 'then', 'then of ? :', node.then);
    if (node.else) {
      add(node, 'else', 'else of ? :', node.else);
    } else {
      const end = map.spanOf(node)?.end;
      add(
        node,
        'else',
        'else of ? (there is none)',
        node,
        end === undefined ? undefined : map.tokenFrom(end),
      );
    }
  };
  visit(root);
  return found;
}

/** `?:` or `??`, of which the parser makes a condition with its left side in it twice. */
export function doubling({ condition, then }: ConditionNode): '?:' | '??' | undefined {
  if (isSameExpression(condition, then)) {
    return '?:';
  }
  const isExists =
    condition.type === 'function' &&
    condition.procedure.type === 'variable' &&
    condition.procedure.value === 'exists';
  const argument = isExists ? condition.arguments[0] : undefined;
  return argument && isSameExpression(argument, then) ? '??' : undefined;
}
