import type { Run } from './link';

/** Generated code after it was instantiated: call it with the values that it needs, and it returns the function. */
export type Code = (
  library: object,
  values: readonly unknown[],
  fail: (error: unknown, site: number) => unknown,
  wrapInput: (input: unknown) => unknown,
) => Run;

/**
 * Creates a function from the text of its body. A host that does not allow this looks it up among functions that were
 * generated before.
 */
export type MakeFunction = (parameters: readonly string[], body: string) => (...values: unknown[]) => unknown;

export const newFunction: MakeFunction = (parameters, body) =>
  // The text consists of literals of the expression (through JSON.stringify) and of our own code, never of parts of
  // an event.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function(...parameters, body) as ReturnType<MakeFunction>;

/** Instantiates code from its text. */
export function instantiate<T extends { source: string }>(
  generated: T,
  makeFunction: MakeFunction = newFunction,
): T & { code: Code } {
  const parameters = ['library', 'values', 'fail', 'wrapInput'];
  return { ...generated, code: makeFunction(parameters, generated.source) as Code };
}
