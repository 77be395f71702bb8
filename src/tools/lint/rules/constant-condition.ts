import { isSameExpression } from '../../../runtime/jsonata/analyse';
import type { Ast } from '../../../runtime/jsonata/ast';
import type { Problem } from '../finding';
import type { LintExpression } from '../model/model';
import type { Rule } from '../rule';
import { whereNode } from '../tree/whereNode';

/**
 * A condition that has the same value for every event, or a branch whose condition an earlier branch has already
 * tested.
 */
export const rule: Rule = {
  id: 'constant-condition',
  severity: 'warning',
  check: ({ expressions }) => expressions.flatMap(checkExpression),
};

function checkExpression(expression: LintExpression): Problem[] {
  const { ast, key } = expression;
  if (!ast) {
    return [];
  }
  const own = key === 'condition' ? constantParts(ast) : [];
  const problems = expression.nodes.flatMap(({ node, above }) => {
    if (node.type !== 'condition') {
      return [];
    }
    const isRepeated = askedBefore(node, above).some((other) => isSameExpression(other, node.condition));
    const repeated = isRepeated
      ? [
          {
            message: 'this branch is never reached: an earlier branch has the same condition',
            where: whereNode(expression, node.condition),
          },
        ]
      : [];
    return [...repeated, ...constantParts(node.condition).map(toProblem)];
  });
  return [...own.map(toProblem), ...problems];

  function toProblem(part: Ast): Problem {
    return { message: 'this condition is the same for every event', where: whereNode(expression, part) };
  }
}

/** The previous conditions of a `? :` chain. */
function askedBefore(node: Ast, above: readonly Ast[]): Ast[] {
  const asked: Ast[] = [];
  let below = node;
  for (const parent of [...above].reverse()) {
    if (parent.type === 'condition' && parent.else === below) {
      asked.push(parent.condition);
    } else if (parent.type !== 'block' || parent.expressions.length > 1) {
      return asked;
    }
    below = parent;
  }
  return asked;
}

/** The condition, or the operands of its `and` and `or`, if they read nothing. */
function constantParts(condition: Ast): Ast[] {
  if (isConstant(condition)) {
    return [condition];
  }
  return condition.type === 'binary' && (condition.value === 'and' || condition.value === 'or')
    ? [...constantParts(condition.lhs), ...constantParts(condition.rhs)]
    : [];
}

function isConstant(node: Ast): boolean {
  if (node.predicate || node.group) {
    return false;
  }
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return true;
    case 'binary':
      return isConstant(node.lhs) && isConstant(node.rhs);
    case 'unary':
      return node.value === '[' && node.expressions.every(isConstant);
    case 'block':
      return node.expressions.every(isConstant);
    case 'function': {
      const { procedure } = node;
      const isPure = procedure.type === 'variable' && ['not', 'exists', 'boolean'].includes(procedure.value);
      return isPure && node.arguments.length > 0 && node.arguments.every(isConstant);
    }
    default:
      return false;
  }
}
