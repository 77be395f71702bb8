import type { ApplyNode, Ast, FunctionNode, PartialNode } from '../ast';
import { builtIns, isBuiltInName, parameterTypes, type BuiltInName } from '../runtime/builtIns';
import { emit } from './expression';
import { truth } from './operators';
import { any, nothing, typed, type Operand, type Place } from './place';
import type { SiteToken } from './program';
import { builtInValue, isFree, resolveVariable } from './variables';

export function emitFunction(node: FunctionNode, place: Place): Operand {
  return emitCall(node, [], place, false);
}

/** `lhs ~> rhs`: the left side as the first argument of a call, or of a function. */
export function emitApply(node: ApplyNode, place: Place): Operand {
  const first = emit(node.lhs, place);
  if (node.rhs.type === 'function') {
    const call = emitCall(node.rhs, [first], place, false);
    return call;
  }
  const callee = emit(node.rhs, place);
  place.mark(node.position, '~>');
  return any(place.keep(`${place.program.use('applyTo')}(${first.js}, ${callee.js})`));
}

/**
 * A call.
 *
 * @param before arguments that stand before those in parentheses
 * @param isTail hand the call to the caller instead of making it
 */
export function emitCall(
  node: FunctionNode,
  before: readonly Operand[],
  place: Place,
  isTail: boolean,
): Operand {
  const { program, context } = place;
  const { procedure } = node;
  const name = calledName(procedure);
  // The reference reports a call in tail position where the name ends, any other one behind the parenthesis.
  const position = isTail ? procedure.position : node.position;
  const own =
    procedure.type === 'variable' && isFree(procedure.value, place.scope) ? procedure.value : undefined;
  const binding = own === undefined ? undefined : program.resolve(own);

  if (own !== undefined && isBuiltInName(own) && binding?.kind === 'builtIn') {
    const args = [...before, ...node.arguments.map((argument) => emit(argument, place.as(false)))];
    place.mark(position, name);
    return isTail && mayTakeContext(own, args.length)
      ? emitTail(emit(procedure, place), args, place)
      : emitBuiltIn(own, args, place);
  }
  const callee = emit(procedure, place.as(false));
  const keeps = binding?.kind === 'constant' && keepsOwnership(binding.value);
  const inner = place.as(place.owned && keeps);
  const args = [...before, ...node.arguments.map((argument) => emit(argument, inner))];
  emitHint(node, callee.js, 'T1005', place);
  place.mark(position, name);
  const list = args.map(({ js }) => js);
  if (isTail && own !== undefined && isBuiltInName(own) && mayTakeContext(own, args.length)) {
    return emitTail(callee, args, place);
  }
  if (own !== undefined && isBuiltInName(own) && binding?.kind === 'either') {
    const result = place.later();
    place.add(`if (${callee.js} === ${builtInValue(own, program)}) {`);
    place.add(`${result} = ${emitBuiltIn(own, args, place).js};`);
    place.add(
      `} else { ${result} = ${program.use('call')}(${callee.js}, [${list.join(', ')}], ${context.js}); }`,
    );
    return any(result);
  }
  if (binding?.kind === 'constant' && isPlainFunction(binding.value)) {
    const value = any(place.keep(`${callee.js}.call(${[context.js, ...list].join(', ')})`));
    return { ...value, owned: inner.owned };
  }
  return isTail
    ? emitTail(callee, args, place)
    : any(place.keep(`${program.use('call')}(${callee.js}, [${list.join(', ')}], ${context.js})`));
}

/** Hands the call to whoever called the function, whose context it gets. */
function emitTail(callee: Operand, args: readonly Operand[], place: Place): Operand {
  const list = args.map(({ js }) => js).join(', ');
  return any(place.keep(`${place.program.use('tailCall')}(${callee.js}, [${list}])`));
}

/** Whether a built-in with so many arguments may put the context in for one. */
function mayTakeContext(name: BuiltInName, count: number): boolean {
  const { signature, implementation } = builtIns[name];
  return count < implementation.length && signature?.definition.includes('-') === true;
}

export function emitPartial(node: PartialNode, place: Place): Operand {
  const { program } = place;
  const args = node.arguments.map((argument) =>
    argument.type === 'operator' ? program.use('hole') : emit(argument, place).js,
  );
  const callee = emit(node.procedure, place);
  emitHint(node, callee.js, 'T1007', place);
  place.mark(node.position, calledName(node.procedure));
  return any(place.keep(`${program.use('partial')}(${callee.js}, [${args.join(', ')}])`), false);
}

/** A call of a bare name is most likely a forgotten `$`. */
function emitHint(
  node: FunctionNode | PartialNode,
  callee: string,
  code: 'T1005' | 'T1007',
  place: Place,
): void {
  const { procedure } = node;
  if (procedure.type !== 'path' || procedure.steps[0]?.type !== 'name') {
    return;
  }
  const name = procedure.steps[0].value;
  const meant = resolveVariable(name, place);
  place.mark(node.position, name);
  place.add(
    `if (${callee} === undefined && ${meant}) ${place.program.use('noFunction')}("${code}", ${JSON.stringify(name)});`,
  );
}

/** What an error of a call names: the function, or whatever stands in its place. */
function calledName(procedure: Ast): SiteToken {
  const named = procedure.type === 'path' ? procedure.steps[0] : procedure;
  const value = named && 'value' in named ? named.value : undefined;
  return typeof value === 'object' ? undefined : value;
}

/** A host's function that only puts what it is given into new objects says so. */
function keepsOwnership(value: unknown): boolean {
  return typeof value === 'function' && (value as { keepsOwnership?: unknown }).keepsOwnership === true;
}

function isPlainFunction(value: unknown): boolean {
  return typeof value === 'function' && !Object.hasOwn(value, 'checked');
}

/** A call of the language's own function: straight to its implementation when the arguments are what it takes. */
function emitBuiltIn(name: BuiltInName, args: readonly Operand[], place: Place): Operand {
  const { program, context } = place;
  const [first = nothing] = args;
  if (args.length === 1 && name === 'exists') {
    return typed(place.keep(`${first.js} !== undefined`), 'boolean');
  }
  if (args.length === 1 && name === 'not') {
    const negated = `!(${truth(first, place)})`;
    const js = first.defined ? negated : `${first.js} === undefined ? undefined : ${negated}`;
    return typed(place.keep(js), 'boolean', first.defined);
  }
  if (name === 'now' || name === 'millis') {
    program.usesClock = true;
  }
  const list = args.map(({ js }) => js).join(', ');
  const slow = `${program.use('callBuiltIn')}(${JSON.stringify(name)}, [${list}], ${context.js})`;
  const check = argumentCheck(name, args);
  const returns = returnType(name);
  if (check === undefined) {
    return { ...any(place.keep(slow)), ...returns };
  }
  const direct = program.constant('i', `${program.use('implementationOf')}(${JSON.stringify(name)})`);
  const fast = `${direct}.call(${[program.use('focus'), ...args.map(({ js }) => js)].join(', ')})`;
  const missing = check.mayBeMissing ? `${first.js} === undefined ? undefined : ` : '';
  const js = check.test === '' ? fast : `${missing}${check.test} ? ${fast} : ${slow}`;
  return { ...any(place.keep(js)), ...returns };
}

/** The JavaScript that tells whether arguments may go to an implementation unchecked; undefined when it is no use. */
function argumentCheck(
  name: BuiltInName,
  args: readonly Operand[],
): { test: string; mayBeMissing: boolean } | undefined {
  const types = parameterTypes(builtIns[name].signature);
  if (!types || args.length > types.length || args.length === 0) {
    return undefined;
  }
  const isComplete = types.slice(args.length).every((type) => type.endsWith('?'));
  const tests = args.map((arg, index) => typeTest(types[index] ?? '', arg));
  if (!isComplete || tests.includes(undefined)) {
    return undefined;
  }
  // Functions of a text or a number give nothing for a missing one.
  const mayBeMissing = args.length === 1 && !args[0]?.defined && /^[sn]-|^\(nsb\)-/.test(types[0] ?? '');
  return { test: tests.filter((test) => test !== '').join(' && '), mayBeMissing };
}

function typeTest(type: string, { js, type: known, defined }: Operand): string | undefined {
  switch (type.replace(/[-?]$/, '')) {
    case 'x':
      return '';
    case 's':
      return known === 'string' && defined ? '' : `typeof ${js} === "string"`;
    case 'n':
      return known === 'number' && defined ? '' : `typeof ${js} === "number"`;
    case 'a':
      return `isArray(${js})`;
    case 'f':
      return `typeof ${js} === "function"`;
    case '(nsb)':
      return `(typeof ${js} === "string" || typeof ${js} === "number")`;
    case '(sf)':
      return `(typeof ${js} === "string" || typeof ${js} === "function")`;
    default:
      return undefined;
  }
}

/** Functions of scalars give no sequences. */
function returnType(name: BuiltInName): Partial<Operand> {
  const letter = /:(\w)>$/.exec(builtIns[name].signature?.definition ?? '')?.[1];
  return letter === 's' || letter === 'n' || letter === 'b' ? { sequence: false } : {};
}
