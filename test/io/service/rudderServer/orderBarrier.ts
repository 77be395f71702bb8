/** Keeps the jobs of a key in order: while one is to be tried again, those after it wait. */
export class OrderBarrier {
  private readonly failed = new Map<string, number>();
  private readonly entered = new Map<string, Set<number>>();
  private readonly disabled = new Set<string>();

  /** @param threshold the number of concurrent jobs of one key above which its order is given up; 0: never */
  constructor(private readonly threshold: number) {}

  isDisabled(key: string): boolean {
    return this.disabled.has(key);
  }

  /** Whether a job may be handed to a worker. */
  enter(key: string, id: number): boolean {
    const entered = this.entered.get(key) ?? new Set<number>();
    this.entered.set(key, entered);
    if (this.threshold > 0 && !entered.has(id) && entered.size >= this.threshold) {
      // For 20 minutes in the real server, which outlasts any test.
      this.disabled.add(key);
      this.failed.delete(key);
      return true;
    }
    if (this.mustWait(key, id)) {
      return false;
    }
    entered.add(id);
    return true;
  }

  /** Whether another job of the key has failed, and has not been tried again. */
  mustWait(key: string, id: number): boolean {
    const failed = this.failed.get(key);
    return failed !== undefined && failed !== id && !this.disabled.has(key);
  }

  /** The job is to be tried again. */
  fail(key: string, id: number): void {
    this.leave(key, id);
    if (!this.disabled.has(key)) {
      this.failed.set(key, id);
    }
  }

  finish(key: string, id: number): void {
    this.leave(key, id);
    if (this.failed.get(key) === id) {
      this.failed.delete(key);
    }
  }

  /** The job goes back to the queue untried. */
  leave(key: string, id: number): void {
    const entered = this.entered.get(key);
    entered?.delete(id);
    if (entered?.size === 0) {
      this.entered.delete(key);
    }
  }
}
