import type { Destination, EngineName } from '../../runtime/destination/destination';
import type { GoldenCase, GoldenPlace } from './goldenCase';
import { alignKeys, compare, type Difference } from './compare';

/** Whether a golden holds. */
export interface GoldenVerdict {
  golden: GoldenPlace;
  /** There is no output.json yet. */
  isNew: boolean;
  /** Empty when the golden holds. */
  differences: Difference[];
  milliseconds: number;
}

/** The same with what the golden's files hold, and with what came of it instead. */
export interface GoldenResult extends GoldenVerdict {
  golden: GoldenCase;
  actual: unknown;
}

/** What a report needs of a result; of many goldens, all else would fill the memory. */
export function verdictOf({ golden, isNew, differences, milliseconds }: GoldenResult): GoldenVerdict {
  const { feature, name, folder } = golden;
  return { golden: { feature, name, folder }, isNew, differences, milliseconds };
}

/** Runs one golden. Where in the workflow an error arose is not part of what a golden holds: lines move. */
export async function runGolden(
  destination: Destination,
  golden: GoldenCase,
  engine?: EngineName,
): Promise<GoldenResult> {
  const started = performance.now();
  const outcome = await destination.run(golden.feature, golden.input, { ...golden.options, engine });
  const expected = withoutPlace(golden.expected);
  // What is the same as it stands is so as JSON; the way there and back is for what is not.
  const holds = compare(expected, withoutPlace(outcome)).length === 0;
  const actual: unknown = holds ? outcome : JSON.parse(JSON.stringify(outcome));
  return {
    golden,
    isNew: golden.expected === undefined,
    differences: holds ? [] : compare(expected, withoutPlace(actual)),
    actual,
    milliseconds: performance.now() - started,
  };
}

/** The text of output.json for a result; its keys stand as in the golden so far, so that only what changed shows. */
export function renderGolden(expected: unknown, actual: unknown): string {
  return `${JSON.stringify(alignKeys(expected, actual), null, 2)}\n`;
}

function withoutPlace(outcome: unknown): unknown {
  const { error } = (outcome ?? {}) as { error?: object };
  if (!error) {
    return outcome;
  }
  const kept = Object.entries(error).filter(([key]) => key !== 'at' && key !== 'expression');
  return { ...(outcome as object), error: Object.fromEntries(kept) };
}
