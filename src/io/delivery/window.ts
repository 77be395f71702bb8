/** Keeps the reader at most so many lines ahead of the oldest line that is not settled. */
export class Window {
  private readonly unsettled = new Set<number>();
  private oldest = 1;
  private newest = 0;
  private waiting: (() => void) | undefined;
  private isHolding = true;

  constructor(private readonly size: number) {}

  /** Takes a line in; they come in their order. A promise means: wait for it before the next one. */
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

  /** Lets the reader go on whatever is unsettled, because nothing will be. */
  release(): void {
    this.isHolding = false;
    this.wake();
  }

  /** Moves on to the oldest line that is unsettled; lines that were never admitted are passed over. */
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
