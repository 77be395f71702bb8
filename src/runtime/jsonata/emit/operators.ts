import type { ArrayNode, Ast, BinaryNode } from '../ast';
import { emit } from './expression';
import { any, typed, type Operand } from './operand';
import type { EvaluationContext } from './evaluationContext';

const arithmetic = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '%': 'remainder' } as const;
const comparisons = { '<': 'isLess', '<=': 'isAtMost', '>': 'isMore', '>=': 'isAtLeast' } as const;

export function emitBinary(node: BinaryNode, place: EvaluationContext): Operand {
  if (node.value === 'and' || node.value === 'or') {
    return emitLogical(node, node.value, place);
  }
  const left = emit(node.lhs, place);
  if (node.value === 'in' && isConstantList(node.rhs)) {
    place.count(node.rhs, 'reached');
    return emitMembership(left, node.rhs, place);
  }
  const right = emit(node.rhs, place);
  const { program } = place;
  const compute = (name: string) => {
    place.mark(node.position, node.value);
    return place.keep(`${program.use(name)}(${left.js}, ${right.js})`);
  };
  switch (node.value) {
    case '=':
      return emitEquality(left, right, '===', 'equals', place);
    case '!=':
      return emitEquality(left, right, '!==', 'differs', place);
    case '&':
      return emitConcatenation(node, left, right, place);
    case '..':
      return any(compute('range'));
    case 'in':
      return typed(compute('includes'), 'boolean');
    case '<':
    case '<=':
    case '>':
    case '>=':
      return typed(compute(comparisons[node.value]), 'boolean', false);
    default:
      return typed(compute(arithmetic[node.value]), 'number', false);
  }
}

/** The JavaScript condition for whether a value counts as true. */
export function truth(value: Operand, place: EvaluationContext): string {
  switch (value.type) {
    case 'boolean':
      return value.defined ? value.js : `${value.js} === true`;
    case 'string':
      return value.defined ? `${value.js} !== ""` : `${value.js} !== undefined && ${value.js} !== ""`;
    case 'nothing':
      return 'false';
    default:
      return `(${value.js} === true || ${value.js} !== undefined && ${value.js} !== false && ${place.program.use('toBoolean')}(${value.js}))`;
  }
}

function emitLogical(node: BinaryNode, operator: 'and' | 'or', place: EvaluationContext): Operand {
  const left = emit(node.lhs, place);
  const result = place.later();
  place.mark(node.position, operator);
  place.add(`${result} = ${truth(left, place)};`);
  place.add(operator === 'and' ? `if (${result}) {` : `if (!${result}) {`);
  place.count(node, 'right');
  const site = place.errorSite ?? place.program.site(node.position ?? 0, operator);
  const branch = place.branch(site);
  const right = emit(node.rhs, branch);
  place.add(`${result} = ${truth(right, branch)};`);
  place.add('}');
  return typed(result, 'boolean');
}

function emitEquality(
  left: Operand,
  right: Operand,
  strict: '===' | '!==',
  general: 'equals' | 'differs',
  place: EvaluationContext,
): Operand {
  const isPlain = isLiteral(left) || isLiteral(right);
  if (!isPlain) {
    return typed(place.keep(`${place.program.use(general)}(${left.js}, ${right.js})`), 'boolean');
  }
  const other = isLiteral(left) ? right : left;
  // A literal is equal only to itself; a missing value is neither equal nor unequal.
  const guard = strict === '===' || other.defined ? '' : `${other.js} !== undefined && `;
  return typed(place.keep(`${guard}${left.js} ${strict} ${right.js}`), 'boolean');
}

function isLiteral({ js, type, defined }: Operand): boolean {
  return defined && (js === 'null' || (type !== 'any' && type !== 'object' && !/^[a-z]\w*\d$/.test(js)));
}

function emitConcatenation(
  node: BinaryNode,
  left: Operand,
  right: Operand,
  place: EvaluationContext,
): Operand {
  const mayThrow = [left, right].some(({ type }) => type !== 'string');
  if (mayThrow) {
    place.mark(node.position, node.value);
  }
  const js = `${text(left, place)} + ${text(right, place)}`;
  // Only the concatenation of two unknown strings can double repeatedly.
  const isBounded = node.lhs.type === 'string' || node.rhs.type === 'string';
  return typed(place.keep(isBounded ? js : `${place.program.use('boundedText')}(${js})`), 'string');
}

function text({ js, type, defined }: Operand, place: EvaluationContext): string {
  if (type === 'string') {
    return defined ? js : `(${js} === undefined ? "" : ${js})`;
  }
  return `(typeof ${js} === "string" ? ${js} : ${place.program.use('toText')}(${js}))`;
}

function isConstantList(node: Ast): node is ArrayNode {
  return (
    node.type === 'unary' &&
    node.value === '[' &&
    node.predicate === undefined &&
    node.group === undefined &&
    node.expressions.length > 0 &&
    node.expressions.every(({ type, predicate, group }) => type === 'string' && !predicate && !group)
  );
}

/** `x in ["a", "b"]` */
function emitMembership(item: Operand, { expressions }: ArrayNode, place: EvaluationContext): Operand {
  const tests = expressions.map((expression) => `${item.js} === ${emit(expression, place).js}`);
  return typed(place.keep(tests.join(' || ')), 'boolean');
}
