const INTERVAL_MS = 200;
const BAR_WIDTH = 24;

export interface ProgressState {
  events: number;
  /** Between 0 and 1, when the size of the input is known. */
  share: number | undefined;
}

/** A progress bar on stderr; silent when stderr is no terminal, or `quiet`. */
export class Progress {
  private readonly active: boolean;
  private readonly started = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private shown = 0;

  constructor(
    quiet: boolean,
    private readonly state: () => ProgressState,
  ) {
    this.active = !quiet && process.stderr.isTTY;
    if (this.active) {
      this.timer = setInterval(() => {
        this.draw();
      }, INTERVAL_MS).unref();
    }
  }

  /** Redraws when it is due, for work that never leaves the event loop idle. */
  tick(): void {
    if (this.active && performance.now() - this.shown >= INTERVAL_MS) {
      this.draw();
    }
  }

  /** Removes the bar and shows the summary in its place. */
  finish(summary: string): void {
    clearInterval(this.timer);
    if (this.active) {
      process.stderr.write(`\r\x1b[K${summary}\n`);
    }
  }

  private draw(): void {
    this.shown = performance.now();
    const { events, share } = this.state();
    const rate = Math.round(events / ((this.shown - this.started) / 1000));
    const counts = `${formatCount(events)} events, ${formatCount(rate)}/s`;
    process.stderr.write(`\r\x1b[K${share === undefined ? counts : `${bar(share)} ${counts}`}`);
  }
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

function bar(share: number): string {
  const filled = Math.round(Math.min(1, share) * BAR_WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}
