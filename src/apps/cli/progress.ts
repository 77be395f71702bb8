const INTERVAL_MS = 200;
const BAR_WIDTH = 24;

export interface ProgressState {
  /** The number of events (or other items) that are done. */
  events: number;
  /** Between 0 and 1, when the size of the input is known. */
  share: number | undefined;
  /** Additional information, such as counts by outcome. */
  detail?: string;
}

/** A progress bar on stderr; prints nothing if stderr is not a terminal, or with `quiet`. */
export class Progress {
  private readonly active: boolean;
  private readonly started = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private shown = 0;

  constructor(
    quiet: boolean,
    private readonly state: () => ProgressState,
    /** The name of the items that are counted. */
    private readonly unit = 'events',
  ) {
    this.active = !quiet && process.stderr.isTTY;
    if (this.active) {
      this.timer = setInterval(() => {
        this.draw();
      }, INTERVAL_MS).unref();
    }
  }

  /** Redraws when it is due, for work that never yields to the event loop. */
  tick(): void {
    if (this.active && performance.now() - this.shown >= INTERVAL_MS) {
      this.draw();
    }
  }

  /** Removes the bar and prints the summary instead. */
  finish(summary: string): void {
    clearInterval(this.timer);
    if (this.active) {
      process.stderr.write(`\r\x1b[K${summary}\n`);
    }
  }

  private draw(): void {
    this.shown = performance.now();
    const { events, share, detail } = this.state();
    const seconds = (this.shown - this.started) / 1000;
    const rate = Math.round(events / seconds);
    const counts = [`${formatCount(events)} ${this.unit}, ${formatCount(rate)}/s`];
    if (share !== undefined && share > 0 && share < 1) {
      counts.push(`${formatSeconds((seconds * (1 - share)) / share)} left`);
    }
    if (detail !== undefined) {
      counts.push(detail);
    }
    const text = counts.join(', ');
    process.stderr.write(`\r\x1b[K${share === undefined ? text : `${bar(share)} ${text}`}`);
  }
}

/** A duration for people: 42 s, 3 min 20 s, 2 h 5 min. */
export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) {
    return `${hours} h ${minutes} min`;
  }
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

function bar(share: number): string {
  const filled = Math.round(Math.min(1, share) * BAR_WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}
