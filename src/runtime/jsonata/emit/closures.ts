import { boundNames } from '../analyse';
import type { Ast, LambdaNode, TransformNode } from '../ast';
import { emitCall } from './calls';
import { declareFrame, emit } from './expression';
import { any, type Operand } from './operand';
import { Scope, type EvaluationContext } from './evaluationContext';
import { resolveVariable } from './variables';

/**
 * A function that evaluates a node in a given context: a step of a path, a predicate, a sort term.
 *
 * @param hasTuples whether it also gets a tuple, whose bindings are variables
 */
export function closure(node: Ast, place: EvaluationContext, hasTuples = false): string {
  const { program } = place;
  const context = program.fresh('c');
  const region = {};
  if (!hasTuples) {
    const inner = place.inner({ js: context, mayBeArray: true }, place.scope, region);
    const result = emit(node, inner);
    return functionText(context, inner, result.js);
  }
  const tuple = program.fresh('u');
  const bindings = new Scope(place.scope, region, tuple);
  const outer = place.inner({ js: context, mayBeArray: true }, bindings, region);
  // Each tuple has its own frame.
  const names = boundNames([node]);
  const inner = names.size > 0 ? outer.withScope(declareFrame(names, outer)) : outer;
  const result = emit(node, inner);
  return functionText(`${context}, ${tuple} = {}`, inner, result.js);
}

function functionText(parameters: string, { lines }: EvaluationContext, result: string): string {
  return `(${parameters}) => { ${[...lines, `return ${result};`].join(' ')} }`;
}

/** The parameters of a lambda, and the place of its body with all variables declared. */
function openLambda(
  node: LambdaNode,
  place: EvaluationContext,
): { parameters: string[]; inner: EvaluationContext } {
  const { program } = place;
  const region = {};
  const frame = new Scope(place.scope, region);
  const parameters = node.arguments.map(({ value: name }) => {
    const js = program.fresh('a');
    frame.declare(name, js, true);
    return js;
  });
  const inner = place.inner(place.context, frame, region);
  for (const name of boundNames([node.body])) {
    if (!frame.own(name)) {
      const js = program.fresh('v');
      inner.add(`let ${js} = unbound;`);
      frame.declare(name, js, false);
    }
  }
  return { parameters, inner };
}

export function emitLambda(node: LambdaNode, place: EvaluationContext): Operand {
  const { program } = place;
  const { parameters, inner } = openLambda(node, place);
  inner.count(node, 'body');
  const result = emit(node.body, inner);
  const body = functionText(parameters.join(', '), inner, result.js);
  const definition = node.signature?.definition;
  const signature =
    definition === undefined
      ? ''
      : `, ${program.constant('g', `${program.use('parseSignature')}(${JSON.stringify(definition)})`)}`;
  const arity = String(node.arguments.length);
  return any(place.keep(`${program.use('lambda')}(${body}, ${arity}${signature})`), false);
}

/** One more level of evaluation in the reference is three here: see `lambda` in runtime/functions.ts. */
const LEVELS_PER_CALL = '3';

/**
 * A lambda that is only called by the function that it is an argument of: compiled to a plain JavaScript function
 * instead of a function value of the language.
 */
export function emitCallback(node: LambdaNode, place: EvaluationContext): Operand {
  place.count(node, 'reached');
  if (node.signature) {
    return emitLambda(node, place);
  }
  const { program } = place;
  const { parameters, inner } = openLambda(node, place);
  inner.count(node, 'body');
  inner.add(`${program.use('enter')}(${LEVELS_PER_CALL});`);
  const isTail = node.body.type === 'lambda' && node.body.thunk === true;
  const result = emit(isTail ? (node.body as LambdaNode).body : node.body, inner);
  const value = inner.keep(result.js);
  inner.add(`${program.use('leave')}(${LEVELS_PER_CALL});`);
  return any(place.keep(functionText(parameters.join(', '), inner, value)), false);
}

/** A call in tail position. The caller of the function makes it, so recursion does not grow the stack. */
export function emitTailCall({ body }: LambdaNode, place: EvaluationContext): Operand {
  if (body.type !== 'function') {
    return emit(body, place);
  }
  place.count(body, 'reached');
  return { ...emitCall(body, [], place, true), sequence: false };
}

export function emitTransform(node: TransformNode, place: EvaluationContext): Operand {
  const { program } = place;
  place.mark(node.position, '|');
  const clauses = [
    `position: ${String(node.position)}`,
    `pattern: ${closure(node.pattern, place)}`,
    `update: ${closure(node.update, place)}`,
    `updatePosition: ${String(node.update.position)}`,
  ];
  if (node.delete) {
    clauses.push(`remove: ${closure(node.delete, place)}`, `removePosition: ${String(node.delete.position)}`);
  }
  const clone = resolveVariable('clone', place);
  return any(place.keep(`${program.use('transform')}(${clone}, { ${clauses.join(', ')} })`), false);
}
