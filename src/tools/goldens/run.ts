import type { Destination, EngineName } from '../../runtime/destination/destination';
import type { GoldenCase, GoldenPlace } from './goldenCase';
import { alignKeys, compare, type Difference } from './compare';

/** Whether a golden passes. */
export interface GoldenVerdict {
  golden: GoldenPlace;
  /** There is no output.json yet. */
  isNew: boolean;
  /** Empty if the golden passes. */
  differences: Difference[];
  milliseconds: number;
}

/** The same with the contents of the golden's files, and with the actual result. */
export interface GoldenResult extends GoldenVerdict {
  golden: GoldenCase;
  actual: unknown;
}

/** The parts of a result that a report needs; the rest would take too much memory for many goldens. */
export function verdictOf({ golden, isNew, differences, milliseconds }: GoldenResult): GoldenVerdict {
  const { feature, name, folder } = golden;
  return { golden: { feature, name, folder }, isNew, differences, milliseconds };
}

/** Runs one golden. The place of an error in the workflow is not part of a golden, because lines move. */
export async function runGolden(
  destination: Destination,
  golden: GoldenCase,
  engine?: EngineName,
): Promise<GoldenResult> {
  const started = performance.now();
  const outcome = await destination.run(golden.feature, golden.input, { ...golden.options, engine });
  const expected = withoutPlace(golden.expected);
  // If the values are equal, their JSON is too; they are converted to JSON only if they differ.
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

/**
 * The text of output.json for a result; its keys keep the order of the existing golden, so that a diff shows only
 * real changes.
 */
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
