/** Optimization hints of a host function: they let the compiler omit type checks and calls. */
export interface HostFunctionHints {
  /**
   * The type of the result, unless it is undefined. `argument`: one of the arguments, unchanged. `single`: any value
   * that is not an array. A function with this hint must not use `this`.
   */
  gives?: 'boolean' | 'string' | 'number' | 'object' | 'argument' | 'single';
  /** Never returns undefined. */
  always?: boolean;
  /** Only puts its arguments into new objects, unchanged: the result is owned if the arguments are. */
  keepsOwnership?: boolean;
  /** Returns an equivalent JavaScript expression. `self` and `args` are names that may be used any number of times. */
  inline?: (self: string, ...args: string[]) => string;
}

const described = new WeakMap<object, HostFunctionHints>();
const none: HostFunctionHints = {};

/** Attaches hints to a host function. They must hold for any arguments. */
export function describe<F extends (...args: never[]) => unknown>(host: F, hints: HostFunctionHints): F {
  described.set(host, hints);
  return host;
}

export function hintsOf(value: unknown): HostFunctionHints {
  return (typeof value === 'function' ? described.get(value) : undefined) ?? none;
}
