import type { Log } from './log';
import type { Metrics } from './metrics/metrics';

const EVERY_MS = 60_000;
/** A client that makes up names must not fill the memory or the log. */
const MOST_NAMES = 100;
const PLAIN_NAME = /^[\w./-]{1,64}$/;

interface Noted {
  /** When the last line was written. */
  written: number;
  /** Calls since then. */
  calls: number;
}

/**
 * Tells the operator of calls for what is not served here: each is counted, and of each name there is one line a minute in
 * the log. A host that finds no destination may drop its events without a line in its own log.
 */
export class UnknownCalls {
  private readonly names = new Map<string, Noted>();

  constructor(
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  note(kind: 'destination' | 'route', given: string): void {
    this.metrics.count('destkit_unknown_calls_total', { kind });
    const name = PLAIN_NAME.test(given) ? given : '(other)';
    const noted = this.find(`${kind} ${name}`);
    noted.calls += 1;
    const now = performance.now();
    if (now - noted.written >= EVERY_MS) {
      this.log('warn', `a call for a ${kind} that is not served here`, { name, calls: noted.calls });
      noted.written = now;
      noted.calls = 0;
    }
  }

  private find(key: string): Noted {
    const kept = this.names.has(key) || this.names.size < MOST_NAMES ? key : 'others';
    let noted = this.names.get(kept);
    if (!noted) {
      noted = { written: -Infinity, calls: 0 };
      this.names.set(kept, noted);
    }
    return noted;
  }
}
