import { openMeasured, type Measured } from '../../../tools/coverage/measured';
import type { DestinationFolder } from '../../../runtime/destination/folder';
import type { GoldenCase } from '../../../tools/goldens/goldenCase';
import { runGolden } from '../../../tools/goldens/run';
import { browserHashes } from './hashes';
import type { BranchCount } from './messages';

/** Counts how often the goldens take each branch of the workflow. */
export class BranchTable {
  private measured: Measured | undefined;
  private cases: readonly GoldenCase[] = [];
  private next = 0;

  /** Starts again, with the current workflow and goldens. */
  restart(folder: DestinationFolder, cases: readonly GoldenCase[]): void {
    this.measured = openMeasured(folder, browserHashes);
    this.cases = cases;
    this.next = 0;
  }

  /** Runs goldens for some milliseconds; returns the counts after the last one. */
  async runSome(
    milliseconds: number,
    onStart: (golden: GoldenCase) => void,
  ): Promise<BranchCount[] | undefined> {
    const end = performance.now() + milliseconds;
    while (this.measured && this.next < this.cases.length) {
      if (performance.now() >= end) {
        return undefined;
      }
      const golden = this.cases[this.next];
      this.next += 1;
      if (golden) {
        onStart(golden);
        // The table of goldens reports the errors of goldens.
        await runGolden(this.measured.destination, golden).catch(() => undefined);
      }
    }
    return this.counts();
  }

  private counts(): BranchCount[] {
    const { points = [], counts = [] } = this.measured?.coverage ?? {};
    return points
      .filter(({ kind }) => kind === 'branch')
      .map(({ file, label, from, number, ignoreReason }) => ({
        ...{ file, label, ...from() },
        count: counts[number] ?? 0,
        ignoreReason,
      }));
  }
}
