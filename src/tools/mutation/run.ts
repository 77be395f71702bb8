import type { DestinationFolder } from '../../runtime/destination/folder';
import type { Coverage } from '../coverage/coverage';
import type { Destination } from '../../runtime/destination/destination';
import type { GoldenCase } from '../goldens/goldenCase';
import { runGolden } from '../goldens/run';
import { MutantRunner } from './mutantRunner';
import type { Mutant, MutantResult } from './mutant';

/** Which goldens reach which points: for each point by its index, the indexes of the goldens. */
export type Reach = ReadonlyMap<number, readonly number[]>;

/**
 * Runs the goldens once to measure which points each of them reaches. Also returns those that fail without a mutant.
 */
export async function measureReach(
  destination: Destination,
  coverage: Coverage,
  goldens: readonly GoldenCase[],
): Promise<{ reach: Reach; failing: GoldenCase[] }> {
  const reach = new Map<number, number[]>();
  const failing: GoldenCase[] = [];
  for (const [index, golden] of goldens.entries()) {
    coverage.reset();
    const { differences } = await runGolden(destination, golden);
    if (differences.length > 0) {
      failing.push(golden);
    }
    coverage.counts.forEach((count, number) => {
      if (count > 0) {
        const known = reach.get(number);
        if (known) {
          known.push(index);
        } else {
          reach.set(number, [index]);
        }
      }
    });
  }
  return { reach, failing };
}

export interface MutationOptions {
  goldens: readonly GoldenCase[];
  reach: Reach;
  /** Called after each mutant; returns false to stop the run. */
  onResult: (result: MutantResult) => boolean | Promise<boolean>;
}

/** For one mutant after the other, runs the goldens that reach its change, until one fails. */
export async function runMutants(
  folder: DestinationFolder,
  mutants: readonly Mutant[],
  { goldens, reach, onResult }: MutationOptions,
): Promise<MutantResult[]> {
  const runner = new MutantRunner(folder);
  const results: MutantResult[] = [];
  // The golden that detected the last change is likely to detect the next one, which is nearby.
  const recent: number[] = [];
  for (const mutant of mutants) {
    const reaching = new Set(mutant.points.flatMap((point) => reach.get(point) ?? []));
    const first = recent.filter((index) => reaching.has(index));
    runner.change(mutant);
    let killer: number | undefined;
    for (const index of new Set([...first, ...reaching])) {
      const golden = goldens[index];
      if (golden && (await notices(golden, runner.destination))) {
        killer = index;
        break;
      }
    }
    if (killer !== undefined && recent[0] !== killer) {
      recent.splice(
        0,
        recent.length,
        killer,
        ...recent.filter((index) => index !== killer).slice(0, REMEMBERED - 1),
      );
    }
    const named = killer === undefined ? undefined : goldens[killer];
    const result = { mutant, killer: named && `${named.feature}/${named.name}` };
    results.push(result);
    if (!(await onResult(result))) {
      break;
    }
  }
  return results;
}

const REMEMBERED = 8;

/** A mapping that cannot be compiled any more counts as detected. */
async function notices(golden: GoldenCase, destination: Destination): Promise<boolean> {
  try {
    return (await runGolden(destination, golden)).differences.length > 0;
  } catch {
    return true;
  }
}
