/**
 * Limits concurrency and rate: how many requests may be in flight, and when the next may start.
 *
 * A 429 halves the concurrency limit, once for all requests that were in flight together. Each round of successful
 * responses raises it by one again. Nothing starts until the Retry-After of a 429 has passed.
 */
export class RateLimiter {
  private limit: number;
  private underWay = 0;
  private wentWell = 0;
  private halvedAt = -Infinity;
  private pausedUntil = -Infinity;
  private tokens: number;
  private tokensAt: number;

  /** @param rate requests per second; Infinity for no limit */
  constructor(
    private readonly concurrency: number,
    private readonly rate: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.limit = concurrency;
    this.tokens = this.burst;
    this.tokensAt = now();
  }

  get running(): number {
    return this.underWay;
  }

  /** Whether the concurrency limit allows another request. */
  get hasRoom(): boolean {
    return this.underWay < this.limit;
  }

  /** Milliseconds until the rate and Retry-After allow the next request; 0 for now. */
  wait(): number {
    const now = this.now();
    const paused = Math.max(0, this.pausedUntil - now);
    if (this.rate === Infinity) {
      return paused;
    }
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.tokensAt) * this.rate) / 1000);
    this.tokensAt = now;
    return Math.max(paused, this.tokens >= 1 ? 0 : ((1 - this.tokens) * 1000) / this.rate);
  }

  start(): void {
    this.underWay += 1;
    this.tokens -= 1;
  }

  finish(): void {
    this.underWay -= 1;
  }

  succeed(): void {
    this.wentWell += 1;
    if (this.limit < this.concurrency && this.wentWell >= this.limit) {
      this.wentWell = 0;
      this.limit += 1;
    }
  }

  /**
   * Slows down after a 429.
   *
   * @param startedAt when the refused request started: one from before the last halving says nothing new
   * @param pause milliseconds, if the destination asked for a pause
   */
  throttle(startedAt: number, pause: number | undefined): void {
    const now = this.now();
    if (startedAt > this.halvedAt) {
      this.limit = Math.max(1, Math.floor(this.limit / 2));
      this.halvedAt = now;
      this.wentWell = 0;
    }
    this.pausedUntil = Math.max(this.pausedUntil, now + (pause ?? 0));
  }

  /** Timers are coarse: at high rates, requests that are due within a few milliseconds start together. */
  private get burst(): number {
    return Math.max(1, this.rate / 50);
  }
}
