import type { Log } from './log';
import type { Metrics } from './metrics/metrics';

const EVERY_MS = 60_000;
/** A client that sends random names must not fill the memory or the log. */
const MOST_NAMES = 100;
const PLAIN_NAME = /^[\w./-]{1,64}$/;

interface Noted {
  /** The time of the last log line. */
  written: number;
  /** The number of calls since then. */
  calls: number;
}

/**
 * Reports calls for unknown destinations: each is counted, and the log contains one line per name and minute. Without
 * this an operator may not notice that a host drops the events, because the host may not log it.
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
