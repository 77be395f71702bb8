import { completeError } from './jsonataError';
import type { Generated } from './emit/generate';
import type { GeneratedSeries } from './emit/series';
import type { Code } from './instantiate';
import type { Failed } from './runtime/failed';
import * as library from './runtime/library';
import { createSequence, isSequence } from './runtime/sequence';

/** An expression as a function of input and bindings. */
export type Run = (input: unknown, bindings: Readonly<Record<string, unknown>> | undefined) => unknown;

/** Instantiated code, with the values that it needs to run. */
export type Linkable = Pick<Generated, 'values' | 'sites'> & { code: Code };
export type LinkableSeries = Linkable & Pick<GeneratedSeries, 'units' | 'siteUnits'>;

/**
 * Creates a function from generated code. The code can access only the run-time library.
 *
 * @param text the expression, for the places of errors
 * @param conclude handles an error: throws, or returns a value instead
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

/** The same for a series of expressions. `conclude` gets each error with the step in which it occurred. */
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

/** For a path, an input that is an array is one item. */
function wrapInput(input: unknown): unknown {
  if (!Array.isArray(input) || isSequence(input)) {
    return input;
  }
  const wrapped = createSequence(input);
  wrapped.outerWrapper = true;
  return wrapped;
}
