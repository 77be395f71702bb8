/** Each bucket reaches 8 % further than the one before; 300 of them reach beyond a day. */
const GROWTH = 1.08;
const BUCKETS = 300;

/** How long answers took, in buckets: the memory it takes does not grow with their number. */
export class Latency {
  private readonly counts = new Uint32Array(BUCKETS);
  private total = 0;

  add(milliseconds: number): void {
    const bucket = Math.ceil(Math.log(Math.max(milliseconds, 0.01) / 0.01) / Math.log(GROWTH));
    const index = Math.min(BUCKETS - 1, bucket);
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.total += 1;
  }

  /** Milliseconds that this share (0 to 1) of the answers took at most, to 8 %; undefined without answers. */
  percentile(share: number): number | undefined {
    if (this.total === 0) {
      return undefined;
    }
    let left = Math.max(1, Math.ceil(share * this.total));
    const index = this.counts.findIndex((count) => (left -= count) <= 0);
    return 0.01 * GROWTH ** index;
  }
}
