/** Applies backpressure to the reader: it may be at most `size` lines ahead of the oldest unsettled line. */
export class ReadAheadWindow {
  private readonly unsettled = new Set<number>();
  private oldest = 1;
  private newest = 0;
  private waiting: (() => void) | undefined;
  private isHolding = true;

  constructor(private readonly size: number) {}

  /** Adds a line, in input order. If it returns a promise, await it before you read the next line. */
  admit(line: number): Promise<void> | undefined {
    this.unsettled.add(line);
    this.newest = line;
    this.advance();
    return this.hasRoom
      ? undefined
      : new Promise((resume) => {
          this.waiting = resume;
        });
  }

  settle(line: number): void {
    this.unsettled.delete(line);
    if (line === this.oldest) {
      this.advance();
    }
    this.wake();
  }

  /** Unblocks the reader permanently, for example after a stop, when no more lines will be settled. */
  release(): void {
    this.isHolding = false;
    this.wake();
  }

  /** Advances `oldest` to the oldest unsettled line. Skips lines that were never admitted. */
  private advance(): void {
    while (this.oldest <= this.newest && !this.unsettled.has(this.oldest)) {
      this.oldest += 1;
    }
  }

  private wake(): void {
    if (this.waiting && this.hasRoom) {
      this.waiting();
      this.waiting = undefined;
    }
  }

  private get hasRoom(): boolean {
    return !this.isHolding || this.newest + 1 - this.oldest < this.size;
  }
}
