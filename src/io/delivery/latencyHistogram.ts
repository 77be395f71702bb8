/** Each bucket is 8 % wider than the one before. 300 buckets cover more than a day. */
const GROWTH = 1.08;
const BUCKETS = 300;

/** A histogram of response times, with constant memory use. */
export class LatencyHistogram {
  private readonly counts = new Uint32Array(BUCKETS);
  private total = 0;

  add(milliseconds: number): void {
    const bucket = Math.ceil(Math.log(Math.max(milliseconds, 0.01) / 0.01) / Math.log(GROWTH));
    const index = Math.min(BUCKETS - 1, bucket);
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.total += 1;
  }

  /** A percentile in milliseconds (`share` from 0 to 1), exact to 8 %. Undefined if the histogram is empty. */
  percentile(share: number): number | undefined {
    if (this.total === 0) {
      return undefined;
    }
    let left = Math.max(1, Math.ceil(share * this.total));
    const index = this.counts.findIndex((count) => (left -= count) <= 0);
    return 0.01 * GROWTH ** index;
  }
}
