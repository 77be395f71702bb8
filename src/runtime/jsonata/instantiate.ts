import type { Run } from './link';

/** What generated code is once it is more than a text: give it what it needs, and it gives the function. */
export type Code = (
  library: object,
  values: readonly unknown[],
  fail: (error: unknown, site: number) => unknown,
  wrapInput: (input: unknown) => unknown,
) => Run;

/** Makes a function of the text of its body. A host that cannot do so looks it up among functions that were written before. */
export type MakeFunction = (parameters: readonly string[], body: string) => (...values: unknown[]) => unknown;

export const newFunction: MakeFunction = (parameters, body) =>
  // The text is made of literals of the expression (through JSON.stringify) and of our own code, never of an event.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function(...parameters, body) as ReturnType<MakeFunction>;

/** Makes code of its text. */
export function instantiate<T extends { source: string }>(
  generated: T,
  makeFunction: MakeFunction = newFunction,
): T & { code: Code } {
  const parameters = ['library', 'values', 'fail', 'wrapInput'];
  return { ...generated, code: makeFunction(parameters, generated.source) as Code };
}
