/** Starts work after a pause in which nothing else was to be started. */
export class Debounce {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly milliseconds: number) {}

  start(work: () => Promise<void>): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void work(), this.milliseconds);
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
