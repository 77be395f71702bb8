import type { BindNode, VariableNode } from '../ast';
import { isBuiltInName } from '../runtime/builtIns';
import { emit } from './expression';
import { any, type Operand } from './operand';
import type { EvaluationContext, Scope } from './evaluationContext';
import type { Program } from './program';

export function emitVariable({ value: name }: VariableNode, place: EvaluationContext): Operand {
  const { context, program } = place;
  if (name === '') {
    return context.mayBeArray
      ? any(place.keep(`${program.use('contextOf')}(${context.js})`))
      : { ...any(context.js), single: true, fields: context.fields, defined: context.fields !== undefined };
  }
  if (name === '$') {
    return any(place.program.root);
  }
  const known = knownValue(name, place.scope);
  if (known) {
    return known;
  }
  const js = resolveVariable(name, place);
  if (isKnownScalar(name, place) || isBoundValue(name, place.scope)) {
    return any(js, false);
  }
  return any(/^\w+$/.test(js) ? js : place.keep(js));
}

/** A constant that is not an array is not a sequence either. */
function isKnownScalar(name: string, { scope, program }: EvaluationContext): boolean {
  const binding = isFree(name, scope) ? program.resolve(name) : undefined;
  return binding?.kind === 'constant' && !Array.isArray(binding.value);
}

/** A value bound by `:=` has already been unwrapped; a parameter has not. */
function isBoundValue(name: string, scope: Scope | undefined): boolean {
  if (!scope || scope.tuple !== undefined) {
    return false;
  }
  const variable = scope.own(name);
  return variable ? variable.certain && !variable.isParameter : isBoundValue(name, scope.parent);
}

function knownValue(name: string, scope: Scope | undefined): Operand | undefined {
  if (!scope || scope.tuple !== undefined) {
    return undefined;
  }
  const variable = scope.own(name);
  return variable ? variable.known : knownValue(name, scope.parent);
}

/** Whether no frame of the expression binds a name. */
export function isFree(name: string, scope: Scope | undefined): boolean {
  return !scope || (scope.tuple === undefined && !scope.own(name) && isFree(name, scope.parent));
}

/**
 * The JavaScript for a variable: of the innermost frame that binds it, otherwise of its value outside the expression.
 */
export function resolveVariable(name: string, place: EvaluationContext): string {
  return resolveIn(name, place.scope, () => resolveFree(name, place.program));
}

function resolveIn(name: string, scope: Scope | undefined, free: () => string): string {
  if (!scope) {
    return free();
  }
  if (scope.tuple !== undefined) {
    return lookupOwn(scope.tuple, name, resolveIn(name, scope.parent, free));
  }
  const variable = scope.own(name);
  if (variable?.certain) {
    return variable.js;
  }
  const outer = resolveIn(name, scope.parent, free);
  return variable ? `(${variable.js} === unbound ? ${outer} : ${variable.js})` : outer;
}

/** The target of `%`: a label in the tuples of the surrounding paths. */
export function lookupTuple(label: string, scope: Scope | undefined, otherwise: string): string {
  if (!scope) {
    return otherwise;
  }
  const outer = lookupTuple(label, scope.parent, otherwise);
  return scope.tuple === undefined ? outer : lookupOwn(scope.tuple, label, outer);
}

function lookupOwn(object: string, key: string, otherwise: string): string {
  const literal = JSON.stringify(key);
  return `(hasOwn(${object}, ${literal}) ? ${object}[${literal}] : ${otherwise})`;
}

/** A name that the expression does not bind itself. */
export function resolveFree(name: string, program: Program): string {
  if (program.fields?.variable === name) {
    program.fields.isRead = true;
    return 'outputs';
  }
  const binding = program.resolve(name);
  switch (binding.kind) {
    case 'constant':
      return program.value('c', binding.value);
    case 'property':
      program.dynamicNames.add(name);
      return program.perEvaluation('b', `bindings[${JSON.stringify(name)}]`);
    case 'either': {
      program.dynamicNames.add(name);
      const literal = JSON.stringify(name);
      const own = `bindings !== undefined && hasOwn(bindings, ${literal})`;
      return program.perEvaluation('b', `${own} ? bindings[${literal}] : ${builtInValue(name, program)}`);
    }
    case 'builtIn':
      return builtInValue(name, program);
  }
}

/** The built-in function of a name as a value, or undefined. */
export function builtInValue(name: string, program: Program): string {
  if (name === 'now' || name === 'millis') {
    program.usesClock = true;
  }
  return isBuiltInName(name)
    ? program.constant('f', `${program.use('builtInValue')}(${JSON.stringify(name)})`)
    : 'undefined';
}

export function emitBind({ lhs, rhs }: BindNode, place: EvaluationContext): Operand {
  const value = emit(rhs, place);
  const { scope, variable } = findFrame(lhs.value, place.scope);
  place.add(`${variable.js} = ${value.js};`);
  if (scope.region === place.region) {
    variable.certain = true;
    if (place.program.boundOnce.has(lhs.value)) {
      variable.known = { ...value, js: variable.js, sequence: false, owned: false };
    }
  }
  return { ...value, sequence: false };
}

/** The frame of a binding. Every `:=` has been declared in the surrounding frame. */
function findFrame(name: string, start: Scope) {
  for (let scope: Scope | undefined = start; scope; scope = scope.parent) {
    const variable = scope.own(name);
    if (variable) {
      return { scope, variable };
    }
  }
  throw new Error(`no frame declares $${name}`);
}
