import type { Run } from './link';

/** What generated code is once it is more than a text: give it what it needs, and it gives the function. */
export type Code = (
  library: object,
  values: readonly unknown[],
  fail: (error: unknown, site: number) => unknown,
  wrapInput: (input: unknown) => unknown,
) => Run;

/** The parameters of generated code, in order. */
export const codeParameters = ['library', 'values', 'fail', 'wrapInput'] as const;

/** Makes code of its text. An export has the code already, and not this function. */
export function instantiate<T extends { source: string }>(generated: T): T & { code: Code } {
  // The text is made of literals of the expression (through JSON.stringify) and of our own code, never of an event.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return { ...generated, code: new Function(...codeParameters, generated.source) as Code };
}
