import { completeError } from './jsonataError';
import type { Generated } from './emit/generate';
import type { GeneratedSeries } from './emit/series';
import type { Code } from './instantiate';
import type { Failed } from './runtime/failed';
import * as library from './runtime/library';
import { createSequence, isSequence } from './runtime/sequence';

/** An expression as a function: input and bindings in, value out. */
export type Run = (input: unknown, bindings: Readonly<Record<string, unknown>> | undefined) => unknown;

/** Generated code that is no text any more, with what it needs to run. */
export type Linkable = Pick<Generated, 'values' | 'sites'> & { code: Code };
export type LinkableSeries = Linkable & Pick<GeneratedSeries, 'units' | 'siteUnits'>;

/**
 * Makes a function of generated code. The only environment of the code is the run-time library.
 *
 * @param text     the expression, for the places of errors
 * @param conclude what to do about an error: throw, or give a value in its place
 */
export function link(
  { code, values, sites }: Linkable,
  text: string,
  conclude: (error: unknown) => unknown = rethrow,
): Run {
  const fail = (error: unknown, site: number): unknown => {
    const [position, token] = sites[site] ?? [];
    return conclude(completeError(error, text, position === undefined ? undefined : { position, token }));
  };
  return code(library, values, fail, wrapInput);
}

/** The same for a series of expressions. `conclude` gets each error with the step it arose in. */
export function linkSeries(
  { code, values, sites, siteUnits, units }: LinkableSeries,
  conclude: (error: unknown, step: string) => Failed,
): Run {
  const fail = (error: unknown, site: number): Failed => {
    const { step = '', text } = units[siteUnits[site] ?? 0] ?? {};
    if (text === undefined) {
      return conclude(error, step);
    }
    const [position, token] = sites[site] ?? [];
    return conclude(
      completeError(error, text, position === undefined ? undefined : { position, token }),
      step,
    );
  };
  return code(library, values, fail, wrapInput);
}

function rethrow(error: unknown): never {
  throw error;
}

/** An input that is an array is one item for a path, not many. */
function wrapInput(input: unknown): unknown {
  if (!Array.isArray(input) || isSequence(input)) {
    return input;
  }
  const wrapped = createSequence(input);
  wrapped.outerWrapper = true;
  return wrapped;
}
