/** What a host's function says of itself, so that the compiled code can do without some questions and calls. */
export interface HostTraits {
  /**
   * What it gives where it gives anything: a plain object, one of its arguments as it is, anything but an array
   * (`single`). A function that says so has no use for `this`.
   */
  gives?: 'boolean' | 'string' | 'number' | 'object' | 'argument' | 'single';
  /** It never gives undefined. */
  always?: boolean;
  /** It only puts what it is given into new objects. */
  keepsOwnership?: boolean;
  /** The same in JavaScript; gets the names of the function and of its arguments, each to be used any number of times. */
  inline?: (self: string, ...args: string[]) => string;
}

const described = new WeakMap<object, HostTraits>();
const none: HostTraits = {};

/** Says of a function what it is like. It must hold for any arguments. */
export function describe<F extends (...args: never[]) => unknown>(host: F, traits: HostTraits): F {
  described.set(host, traits);
  return host;
}

export function traitsOf(value: unknown): HostTraits {
  return (typeof value === 'function' ? described.get(value) : undefined) ?? none;
}
