import type { ApplyNode, Ast, FunctionNode, PartialNode } from '../ast';
import { builtIns, isBuiltInName, type BuiltInName } from '../runtime/builtIns';
import { emitBuiltIn, takesFunction } from './builtInCalls';
import { emitCallback } from './closures';
import { hintsOf, type HostFunctionHints } from '../hostFunction';
import { emit, emitWatched } from './expression';
import { any, noFields, typed, type Operand } from './operand';
import type { EvaluationContext } from './evaluationContext';
import type { SiteToken } from './program';
import { builtInValue, isFree, resolveVariable } from './variables';
import { isObject } from '../../isObject';

export function emitFunction(node: FunctionNode, place: EvaluationContext): Operand {
  return emitCall(node, [], place, false);
}

/** `lhs ~> rhs`: calls the right side with the left side as the first argument, or composes two functions. */
export function emitApply(node: ApplyNode, place: EvaluationContext): Operand {
  const first = emit(node.lhs, place);
  if (node.rhs.type === 'function') {
    place.count(node.rhs, 'reached');
    return emitCall(node.rhs, [first], place, false);
  }
  const callee = emit(node.rhs, place);
  place.mark(node.position, '~>');
  return any(place.keep(`${place.program.use('applyTo')}(${first.js}, ${callee.js})`));
}

/**
 * A call.
 *
 * @param before arguments before those in parentheses
 * @param isTail return the call to the caller instead of making it
 */
export function emitCall(
  node: FunctionNode,
  before: readonly Operand[],
  place: EvaluationContext,
  isTail: boolean,
): Operand {
  const { program, context } = place;
  const { procedure } = node;
  const name = calledName(procedure);
  // The reference reports a call in tail position at the end of the name, any other call after the opening
  // parenthesis.
  const position = isTail ? procedure.position : node.position;
  const own =
    procedure.type === 'variable' && isFree(procedure.value, place.scope) ? procedure.value : undefined;
  const binding = own === undefined ? undefined : program.resolve(own);

  if (own !== undefined && isBuiltInName(own) && binding?.kind === 'builtIn') {
    const table = own === 'lookup' && before.length === 0 && !isTail ? constantTable(node, place) : undefined;
    if (table) {
      return emitTableLookup(table, node, place);
    }
    const inner = place.as(false);
    const args = [
      ...before,
      ...node.arguments.map((argument) =>
        takesFunction(own) && argument.type === 'lambda'
          ? emitCallback(argument, inner)
          : emitWatched(argument, inner),
      ),
    ];
    place.mark(position, name);
    return isTail && mayTakeContext(own, args.length)
      ? emitTail(emit(procedure, place), args, place)
      : emitBuiltIn(own, args, place);
  }
  const callee = emit(procedure, place.as(false));
  const keeps = binding?.kind === 'constant' && hintsOf(binding.value).keepsOwnership === true;
  const inner = place.as(place.owned && keeps);
  const args = [...before, ...node.arguments.map((argument) => emitWatched(argument, inner))];
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
    return emitHostCall(hintsOf(binding.value), callee.js, args, inner);
  }
  return isTail
    ? emitTail(callee, args, place)
    : any(place.keep(`${program.use('call')}(${callee.js}, [${list.join(', ')}], ${context.js})`));
}

/** The constant that `$lookup` is called on, if its only other argument is a key. */
function constantTable(
  { arguments: args }: FunctionNode,
  { program, scope }: EvaluationContext,
): object | undefined {
  const [table] = args;
  if (args.length !== 2 || table?.type !== 'variable' || table.predicate || table.group) {
    return undefined;
  }
  const binding = isFree(table.value, scope) ? program.resolve(table.value) : undefined;
  const value = binding?.kind === 'constant' ? binding.value : undefined;
  const isTable = isObject(value);
  return isTable ? value : undefined;
}

/** A key from an event is found faster in a Map than in an object. */
function emitTableLookup(table: object, node: FunctionNode, place: EvaluationContext): Operand {
  const { program, context } = place;
  const [variable, key] = node.arguments.map((argument) => emitWatched(argument, place.as(false)).js);
  const map = program.constant('T', `${program.use('toMap')}(${program.value('c', table)})`);
  place.mark(node.position, 'lookup');
  const slow = `${program.use('callBuiltIn')}("lookup", [${String(variable)}, ${String(key)}], ${context.js})`;
  return any(
    place.keep(
      `typeof ${String(key)} === "string" ? ${map}.get(${String(key)}) : ${String(key)} === undefined ? undefined : ${slow}`,
    ),
  );
}

/** Returns the call to the caller of the function, which also provides the context. */
function emitTail(callee: Operand, args: readonly Operand[], place: EvaluationContext): Operand {
  const list = args.map(({ js }) => js).join(', ');
  return any(place.keep(`${place.program.use('tailCall')}(${callee.js}, [${list}])`));
}

/** Whether a built-in with this many arguments may use the context as an argument. */
function mayTakeContext(name: BuiltInName, count: number): boolean {
  const { signature, implementation } = builtIns[name];
  return count < implementation.length && signature?.definition.includes('-') === true;
}

export function emitPartial(node: PartialNode, place: EvaluationContext): Operand {
  const { program } = place;
  const args = node.arguments.map((argument) =>
    argument.type === 'operator' ? program.use('hole') : emit(argument, place).js,
  );
  const callee = emit(node.procedure, place);
  emitHint(node, callee.js, 'T1007', place);
  place.mark(node.position, calledName(node.procedure));
  return any(place.keep(`${program.use('partial')}(${callee.js}, [${args.join(', ')}])`), false);
}

/** In a call of a bare name, the `$` was probably forgotten. */
function emitHint(
  node: FunctionNode | PartialNode,
  callee: string,
  code: 'T1005' | 'T1007',
  place: EvaluationContext,
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

/** The token of a call's error: the function name, or the literal in its place. */
function calledName(procedure: Ast): SiteToken {
  const named = procedure.type === 'path' ? procedure.steps[0] : procedure;
  const value = named && 'value' in named ? named.value : undefined;
  return typeof value === 'object' ? undefined : value;
}

/** A call of a host function, whose hints may describe the result. */
function emitHostCall(
  hints: HostFunctionHints,
  callee: string,
  args: readonly Operand[],
  place: EvaluationContext,
): Operand {
  const list = args.map(({ js }) => js);
  const { gives, always = false, inline } = hints;
  if (!gives) {
    return {
      ...any(place.keep(`${callee}.call(${[place.context.js, ...list].join(', ')})`)),
      owned: place.owned,
    };
  }
  const js = place.keep(
    inline && args.length > 0 ? inline(callee, ...list) : `${callee}(${list.join(', ')})`,
  );
  switch (gives) {
    case 'argument':
      return { ...any(js, false), owned: place.owned, single: args.every(({ single }) => single === true) };
    case 'single':
      return { ...any(js, false), owned: place.owned, single: true };
    case 'object':
      return { ...typed(js, 'object', always), owned: place.owned, single: true, fields: noFields };
    default:
      return typed(js, gives, always);
  }
}

function isPlainFunction(value: unknown): boolean {
  return typeof value === 'function' && !Object.hasOwn(value, 'checked');
}
