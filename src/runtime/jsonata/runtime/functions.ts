import jsonata from 'jsonata';
import { JsonataError } from '../jsonataError';
import { builtIns, isBuiltInName, type BuiltIn, type BuiltInName, type Signature } from './builtIns';
import { focus } from './focus';
import { enter, leave } from './guard';
import { unwrap } from './sequence';
import { syncBuiltIns } from './syncBuiltIns';

/** A function of the language: a JavaScript function with a known number of parameters. */
export interface Callable {
  (...args: unknown[]): unknown;
  arity?: number;
  /** For a built-in: called with the context, which its signature may use as an argument. */
  checked?: (args: unknown[], context: unknown) => unknown;
  /** For a lambda: its body gets the arguments unchecked, and may return a pending call. */
  body?: (...args: unknown[]) => unknown;
  signature?: Signature | undefined;
  /** A built-in without the check of its arguments. */
  implementation?: BuiltIn['implementation'];
}

/** A pending call, which a lambda's body returns for a call in tail position. */
class TailCall {
  constructor(
    readonly callee: unknown,
    readonly args: unknown[],
  ) {}
}

/** The function for a value in call position. @throws T1006 if it is not a function */
function toCallable(value: unknown): Callable {
  if (typeof value !== 'function') {
    throw new JsonataError('T1006');
  }
  return value as Callable;
}

/** Calls a function with its arguments; `input` is the context, which a signature may use for a missing one. */
export function call(callee: unknown, args: unknown[], input: unknown): unknown {
  const callable = toCallable(callee);
  return callable.checked ? callable.checked(args, input) : callable.apply(input, args);
}

/**
 * Makes pending calls one after the other, so that recursion does not grow the stack. Their context is that of the
 * original call.
 */
function settle(result: unknown, input: unknown): unknown {
  let current = result;
  while (current instanceof TailCall) {
    const { callee, args } = current;
    const callable = toCallable(callee);
    enter(0);
    const { body, signature } = callable;
    current = body
      ? body(...(signature ? signature.validate(args, input) : args))
      : call(callable, args, input);
  }
  return current;
}

export function tailCall(callee: unknown, args: unknown[]): TailCall {
  return new TailCall(callee, args);
}

/** By how many levels, at least, the reference is deeper in the body of a function than at its call. */
const LEVELS_PER_CALL = 3;

/** The string for a function: that of an object, as in the reference, never its source. */
export function functionText(): string {
  return '[object Object]';
}

/** Creates a function of the language from the body of a lambda. */
export function lambda(
  body: (...args: unknown[]) => unknown,
  arity: number,
  signature?: Signature,
): Callable {
  const checked = (args: unknown[], context: unknown) => {
    const valid = signature ? signature.validate(args, context) : args;
    enter(LEVELS_PER_CALL);
    const result = settle(body(...valid), context);
    leave(LEVELS_PER_CALL);
    return result;
  };
  const callable: Callable = (...args) => checked(args, null);
  callable.arity = arity;
  callable.checked = checked;
  callable.body = body;
  callable.signature = signature;
  callable.toString = functionText;
  return callable;
}

/** Calls a built-in. Its signature first validates the arguments and fills in the context argument. */
export function callBuiltIn(name: BuiltInName, args: unknown[], input: unknown): unknown {
  const { signature } = builtIns[name];
  const valid = signature ? signature.validate(args, input) : args;
  return implementationOf(name).apply({ ...focus, input }, valid);
}

/** Our implementation of a built-in if there is one, else that of the jsonata package. */
export function implementationOf(name: BuiltInName): BuiltIn['implementation'] {
  return Object.hasOwn(syncBuiltIns, name)
    ? (syncBuiltIns[name] ?? builtIns[name].implementation)
    : builtIns[name].implementation;
}

const values = new Map<BuiltInName, Callable>();

/** A built-in as a function value, to pass to another function. */
export function builtInValue(name: string): Callable | undefined {
  if (!isBuiltInName(name)) {
    return undefined;
  }
  const known = values.get(name);
  if (known) {
    return known;
  }
  const checked = (args: unknown[], context: unknown) => callBuiltIn(name, args, context);
  const value: Callable = Object.assign((...args: unknown[]) => checked(args, null), {
    toString: functionText,
    arity: builtIns[name].implementation.length,
    checked,
    implementation: implementationOf(name),
  });
  values.set(name, value);
  return value;
}

/** A placeholder for an argument that a partial application leaves open. */
export const hole = Symbol('?');

/** `f(1, ?)`: a function of the arguments that were left open. */
export function partial(callee: unknown, args: readonly unknown[]): Callable {
  if (typeof callee !== 'function') {
    throw new JsonataError('T1008');
  }
  const { body, arity = 0, implementation = callee as Callable } = callee as Callable;
  const target = body ?? implementation;
  const parameters = body ? arity : countParameters(implementation);
  const open = args.slice(0, parameters).flatMap((arg, index) => (arg === hole ? [index] : []));
  const rest = (...given: unknown[]) => {
    const complete: unknown[] = Array.from({ length: parameters }, (_, index) => args[index]);
    open.forEach((position, index) => {
      complete[position] = given[index];
    });
    return target.apply(focus, complete);
  };
  return lambda(rest, open.length);
}

const parameterCounts = new WeakMap<object, number>();

/**
 * The reference parses the parameters of a native function from its source, and creates a lambda with parameters of
 * these names. It fails if the result is not a valid expression, for example with a default value.
 */
function countParameters(native: BuiltIn['implementation']): number {
  const known = parameterCounts.get(native);
  if (known !== undefined) {
    return known;
  }
  const parameters = /\(([^)]*)\)/.exec(Function.prototype.toString.call(native))?.[1] ?? '';
  const names = parameters.split(',').map((name) => `$${name.trim()}`);
  jsonata(`function(${names.join(', ')}){ _ }`);
  parameterCounts.set(native, names.length);
  return names.length;
}

/** `f ~> g`: a function that passes the result of f to g. */
export function compose(first: unknown, second: unknown): Callable {
  return lambda((value) => tailCall(second, [unwrap(call(first, [value], null))]), 1);
}

/** `value ~> f` */
export function applyTo(value: unknown, callee: unknown): unknown {
  if (typeof callee !== 'function') {
    throw new JsonataError('T2006', { value: callee });
  }
  return typeof value === 'function' ? compose(value, callee) : call(callee, [value], null);
}

/** Throws the error for a call of a value that is not a function; a name without `$` gets a hint. */
export function noFunction(code: 'T1005' | 'T1007', name: string): never {
  throw new JsonataError(code, { token: name });
}

/** Parses the signature of a lambda. */
export function parseSignature(definition: string): Signature | undefined {
  const parameters = (definition.match(/[a-z(]/g) ?? []).map((_, index) => `$p${String(index)}`);
  const lambda = jsonata(`function(${parameters.join(', ')})${definition}{0}`).ast();
  return (lambda as { signature?: Signature }).signature;
}
