import { builtIns, parameterTypes, type BuiltInName } from '../runtime/builtIns';
import { truth } from './operators';
import { any, nothing, typed, type Operand } from './operand';
import type { EvaluationContext } from './evaluationContext';

/** Functions that call their second argument for each item, and do not keep it afterwards. */
const callers: ReadonlySet<BuiltInName> = new Set(['map', 'filter', 'single', 'reduce', 'sift', 'each']);

export function takesFunction(name: BuiltInName): boolean {
  return callers.has(name);
}

/** One-argument functions that have a fast path for their usual argument; other arguments use the general path. */
function emitSimple(
  name: BuiltInName,
  { js, type, defined }: Operand,
  place: EvaluationContext,
): Operand | undefined {
  const { program, context } = place;
  const slow = `${program.use('callBuiltIn')}(${JSON.stringify(name)}, [${js}], ${context.js})`;
  switch (name) {
    case 'type':
      return defined && isScalarType(type)
        ? typed(JSON.stringify(type), 'string')
        : typed(
            place.keep(`typeof ${js} === "string" ? "string" : ${program.use('typeOf')}(${js})`),
            'string',
            defined,
          );
    case 'keys':
      return any(place.keep(`${program.use('isObject')}(${js}) ? ${program.use('keysOf')}(${js}) : ${slow}`));
    case 'merge':
      return any(
        place.keep(`${program.use('areObjects')}(${js}) ? ${program.use('mergeObjects')}(${js}) : ${slow}`),
        false,
      );
    case 'count':
      return defined && isScalarType(type)
        ? typed('1', 'number')
        : typed(
            place.keep(
              `isArray(${js}) ? ${js}.length : ${js} === undefined ? 0 : typeof ${js} === "function" ? ${slow} : 1`,
            ),
            'number',
          );
    default:
      return undefined;
  }
}

function isScalarType(type: Operand['type']): boolean {
  return type === 'string' || type === 'number' || type === 'boolean';
}

/** A call of a built-in function: directly of its implementation if the arguments have the right types. */
export function emitBuiltIn(name: BuiltInName, args: readonly Operand[], place: EvaluationContext): Operand {
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
  const simple = args.length === 1 ? emitSimple(name, first, place) : undefined;
  if (simple) {
    return simple;
  }
  if (name === 'now' || name === 'millis') {
    program.usesClock = true;
  }
  if (name === 'millis' && args.length === 0) {
    return typed(place.keep(`${program.use('millis')}()`), 'number');
  }
  const check = argumentCheck(name, args);
  if (check?.test.includes('isObject(')) {
    program.use('isObject');
  }
  const list = args.map(({ js }) => js).join(', ');
  const slow = `${program.use('callBuiltIn')}(${JSON.stringify(name)}, [${list}], ${context.js})`;
  const returns = returnType(name);
  if (check === undefined) {
    return { ...any(place.keep(slow)), ...returns };
  }
  const direct = program.constant('i', `${program.use('implementationOf')}(${JSON.stringify(name)})`);
  const fast = `${direct}.call(${[program.use('focus'), ...args.map(({ js }) => js)].join(', ')})`;
  const key = args[1]?.js;
  const missing =
    name === 'lookup' && key !== undefined
      ? `${key} === undefined ? undefined : `
      : check.mayBeMissing
        ? `${first.js} === undefined ? undefined : `
        : '';
  const js = check.test === '' ? fast : `${missing}${check.test} ? ${fast} : ${slow}`;
  return { ...any(place.keep(js)), ...returns };
}

/**
 * The JavaScript condition under which arguments may be passed to an implementation unchecked; undefined if there is
 * no useful one.
 */
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
  // Functions of a string or a number return undefined for a missing one.
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
    case 'o':
      return `isObject(${js})`;
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

/** Functions of scalars do not return sequences. */
function returnType(name: BuiltInName): Partial<Operand> {
  const letter = /:(\w)>$/.exec(builtIns[name].signature?.definition ?? '')?.[1];
  return letter === 's' || letter === 'n' || letter === 'b' ? { sequence: false } : {};
}
