import type { Hashes } from '../../runtime/destination/bindings/hashes';
import type { DestinationFolder } from '../../runtime/destination/folder';
import type { Point } from '../coverage/coverage';
import { openMeasured, type Measured } from '../coverage/measured';
import type { GoldenCase } from '../goldens/goldenCase';
import { runGolden } from '../goldens/run';

/** Which goldens take which steps. */
export interface GoldenUse {
  /** The folders of the goldens. */
  goldens: readonly string[];
  /** For each step that a golden takes: the indices of these goldens. */
  steps: readonly { file: string; step: string; goldens: readonly number[] }[];
}

/** Finds out which steps each golden takes, some goldens at a time. */
export class GoldenUseCounter {
  private readonly measured: Measured;
  private readonly points: readonly Point[];
  private readonly users = new Map<number, number[]>();
  private next = 0;

  constructor(
    folder: DestinationFolder,
    hashes: Hashes,
    private readonly cases: readonly GoldenCase[],
  ) {
    this.measured = openMeasured(folder, hashes);
    this.points = this.measured.coverage.points.filter(({ kind }) => kind === 'step');
  }

  /** Runs goldens for some milliseconds. @returns the result once all of them have run */
  async runSome(milliseconds: number): Promise<GoldenUse | undefined> {
    const end = performance.now() + milliseconds;
    const { coverage, destination } = this.measured;
    for (; this.next < this.cases.length; this.next += 1) {
      const golden = this.cases[this.next];
      if (performance.now() >= end || !golden) {
        return undefined;
      }
      coverage.reset();
      // A golden that cannot run takes no step.
      await runGolden(destination, golden).catch(() => undefined);
      for (const { number } of this.points) {
        if ((coverage.counts[number] ?? 0) > 0) {
          this.users.set(number, [...(this.users.get(number) ?? []), this.next]);
        }
      }
    }
    return {
      goldens: this.cases.map(({ folder }) => folder),
      steps: this.points.map(({ number, file, step }) => ({
        ...{ file, step, goldens: this.users.get(number) ?? [] },
      })),
    };
  }
}
