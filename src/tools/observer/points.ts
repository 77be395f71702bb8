import type { Ast, ConditionNode } from '../../runtime/jsonata/ast';
import { childrenOf } from '../../runtime/jsonata/ast';
import { isSameExpression } from '../../runtime/jsonata/analyse';
import type { Outcome } from '../../runtime/jsonata/emit/probe';
import type { SourceMap, Span } from '../../runtime/jsonata/span';

/** Something that an expression may do: reach a node, or take a branch. */
export interface Doing {
  node: Ast;
  outcome: Outcome;
  /** The branch, or the node; for an implicit `else`, the whole condition. */
  span: Span;
  /** The area that is evaluated only then. */
  area: Span | undefined;
  /** `else of ? :` */
  label: string;
  /** The index of the token after a comment on it. */
  token: number;
}

/** Nodes whose evaluation shows no more than that of the surrounding nodes. */
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
 * Everything that an expression may do. Computed from the tree and not from the generated code, so that parts that
 * the compiler removes, because they have no effect, are shown as never reached.
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

/** `?:` or `??`, which the parser converts to a condition with two copies of the left side. */
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
