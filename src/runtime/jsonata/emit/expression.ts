import { boundNames, isSameExpression, outputName } from '../analyse';
import type { Ast, BlockNode, ConditionNode, LiteralNode } from '../ast';
import { emitApply, emitFunction, emitPartial } from './calls';
import { emitArray, emitObject, emitGroup } from './constructors';
import { emitBinary, truth } from './operators';
import { emitFilter, emitOwnedField, emitPath } from './paths';
import { emitLambda, emitTailCall, emitTransform } from './closures';
import { any, noFields, nothing, typed, type Operand } from './operand';
import { Scope, type EvaluationContext } from './evaluationContext';
import type { Program } from './program';
import { emitBind, emitVariable, lookupTuple } from './variables';

/** Emits the code that evaluates a node with its predicates and grouping, and unwraps the result. */
export function emit(node: Ast, place: EvaluationContext): Operand {
  place.count(node, 'reached');
  return place.owned ? emitOwned(node, place) : emitRead(node, place);
}

/** The same for a part of a node whose value may be watched. */
export function emitWatched(node: Ast, place: EvaluationContext): Operand {
  const value = emit(node, place);
  place.watch(node, value.js);
  return value;
}

/** The same for a value that is only read. */
function emitRead(node: Ast, place: EvaluationContext): Operand {
  let value = emitCore(node, place);
  for (const { expr } of node.predicate ?? []) {
    value = emitFilter(expr, value, node.tuple === true, place);
  }
  if (node.group && node.type !== 'path') {
    value = emitGroup(node.group, value.js, place);
  }
  return unwrapped(value, node.keepArray === true, place);
}

/**
 * The same for a value that becomes part of the result: values that are not created here are copied as plain JSON.
 */
function emitOwned(node: Ast, place: EvaluationContext): Operand {
  if (node.type === 'path' && isOwnedOutput(node, place.program)) {
    return emitOwnedField(node, place);
  }
  const isDirect = !node.predicate && !node.group && !node.keepArray && handsOwnershipOn.has(node.type);
  const value = isDirect ? unwrapped(emitCore(node, place), false, place) : emitRead(node, place.as(false));
  if (value.owned || value.type === 'string' || value.type === 'boolean') {
    return value;
  }
  const { js } = value;
  const isSimple = `typeof ${js} === "string"${value.defined ? '' : ` || ${js} === undefined`}`;
  const own = `${isSimple} ? ${js} : ${place.program.use('own')}(${js})`;
  // The copy does not have fields that were undefined.
  const fields = value.fields && noFields;
  return value.type === 'nothing' ? value : { ...value, js: place.keep(own), owned: true, fields };
}

/** Nodes whose value is that of nodes inside them. */
const handsOwnershipOn = new Set<Ast['type']>(['unary', 'condition', 'block', 'function']);

/** `$outputs.<step>`, or a field of it, if that output is already owned. */
function isOwnedOutput(node: Ast, program: Program): boolean {
  const name = outputName(node);
  return name !== undefined && program.ownedOutputs.has(name);
}

/** The value; a sequence of one item is unwrapped. */
function unwrapped(value: Operand, keepArray: boolean, place: EvaluationContext): Operand {
  if (!value.sequence) {
    return value;
  }
  const js = place.keep(
    `isArray(${value.js}) ? ${place.program.use('unwrap')}(${value.js}${keepArray ? ', true' : ''}) : ${value.js}`,
  );
  return { ...value, js, sequence: false };
}

function emitCore(node: Ast, place: EvaluationContext): Operand {
  const { program } = place;
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return emitLiteral(node);
    case 'name':
      return any(`${program.use('lookup')}(${place.context.js}, ${JSON.stringify(node.value)})`);
    case 'variable':
      return emitVariable(node, place);
    case 'path':
      return emitPath(node, place);
    case 'binary':
      return emitBinary(node, place);
    case 'unary':
      return emitUnary(node, place);
    case 'condition':
      return emitCondition(node, place);
    case 'block':
      return emitBlock(node, place);
    case 'bind':
      return emitBind(node, place);
    case 'function':
      return emitFunction(node, place);
    case 'partial':
      return emitPartial(node, place);
    case 'apply':
      return emitApply(node, place);
    case 'lambda':
      return node.thunk ? emitTailCall(node, place) : emitLambda(node, place);
    case 'transform':
      return emitTransform(node, place);
    case 'regex': {
      const pattern = program.constant(
        'R',
        `new RegExp(${JSON.stringify(node.value.source)}, ${JSON.stringify(node.value.flags)})`,
      );
      return any(place.keep(`${program.use('regex')}(${pattern})`), false);
    }
    case 'wildcard':
      return any(place.keep(`${program.use('wildcard')}(${place.context.js})`));
    case 'descendant':
      return any(place.keep(`${program.use('descendants')}(${place.context.js})`));
    case 'parent':
      return any(place.keep(lookupTuple(node.slot.label, place.scope, 'undefined')));
    default:
      return nothing;
  }
}

function emitLiteral({ value }: LiteralNode): Operand {
  switch (typeof value) {
    case 'string':
      return typed(JSON.stringify(value), 'string');
    case 'number':
      return typed(Object.is(value, -0) ? '-0' : String(value), 'number');
    case 'boolean':
      return typed(String(value), 'boolean');
    default:
      return typed('null', 'object');
  }
}

function emitUnary(node: Extract<Ast, { type: 'unary' }>, place: EvaluationContext): Operand {
  switch (node.value) {
    case '[':
      return emitArray(node, place);
    case '{':
      return emitObject(node, place);
    case '-': {
      const value = emit(node.expression, place.as(false));
      place.mark(node.position, '-');
      return typed(place.keep(`${place.program.use('negate')}(${value.js})`), 'number', false);
    }
  }
}

function emitCondition(node: ConditionNode, place: EvaluationContext): Operand {
  const asked = emitQuestion(node, place);
  const result = place.later();
  place.watch(node.condition, asked.test);
  place.add(`if (${asked.test}) {`);
  place.count(node, 'then');
  const then = asked.then ?? emit(node.then, place.branch());
  place.add(`${result} = ${then.js};`);
  place.add('} else {');
  place.count(node, 'else');
  const otherwise = node.else ? emit(node.else, place.branch()) : nothing;
  place.add(`${result} = ${otherwise.js};`);
  place.add('}');
  return merged(result, then, otherwise);
}

/** The condition, and the value of the branch if the condition holds, when both are the same value. */
function emitQuestion(node: ConditionNode, place: EvaluationContext): { test: string; then?: Operand } {
  const { condition } = node;
  if (isSameExpression(condition, node.then)) {
    // `a ?: b`: the parser has copied a.
    const then = emit(node.then, place);
    return { test: truth(then, place), then };
  }
  if (
    condition.type === 'function' &&
    condition.procedure.type === 'variable' &&
    condition.procedure.value === 'exists'
  ) {
    const [argument] = condition.arguments;
    const isOwn = place.program.resolve('exists').kind === 'builtIn';
    if (isOwn && argument && isSameExpression(argument, node.then)) {
      // `a ?? b`: the same.
      const then = emit(node.then, place);
      return { test: `${then.js} !== undefined`, then };
    }
    if (argument && isSameExpression(argument, node.then)) {
      return { test: truth(emit({ ...condition, arguments: [node.then] }, place), place) };
    }
  }
  return { test: truth(emit(condition, place.as(false)), place) };
}

function merged(js: string, first: Operand, second: Operand): Operand {
  return {
    js,
    type: first.type === second.type ? first.type : 'any',
    defined: first.defined && second.defined,
    // Both branches are already unwrapped. Only a call in tail position is not, and must not be.
    sequence: false,
    single: first.single === true && second.single === true,
    owned: first.owned === true && second.owned === true,
    fields: mergedFields(first, second),
  };
}

function mergedFields(first: Operand, second: Operand): Operand['fields'] {
  if (first.type === 'nothing' || second.type === 'nothing') {
    return first.fields ?? second.fields;
  }
  return first.fields && second.fields && noFields;
}

function emitBlock(node: BlockNode, place: EvaluationContext): Operand {
  const names = boundNames(node.expressions);
  const inner = names.size > 0 ? place.withScope(declareFrame(names, place)) : place;
  let result = nothing;
  node.expressions.forEach((expression, index) => {
    result = emit(expression, inner.as(place.owned && index === node.expressions.length - 1));
  });
  const last = node.expressions.at(-1);
  // A call may return a sequence whose only item is a sequence; the block around it unwraps that too.
  const mayNest = last?.type === 'function' && result.single !== true && result.type === 'any';
  return node.keepArray || mayNest ? { ...result, sequence: true } : result;
}

/** A frame with its variables, none of which is bound yet. */
export function declareFrame(names: ReadonlySet<string>, place: EvaluationContext): Scope {
  const scope = new Scope(place.scope, place.region);
  for (const name of names) {
    const js = place.program.fresh('v');
    place.add(`let ${js} = unbound;`);
    scope.declare(name, js, false);
  }
  return scope;
}
