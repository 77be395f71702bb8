import { setImmediate as next } from 'node:timers/promises';

const STRETCH_MS = 20;

/** Yields to the event loop from time to time, so that a large call does not block the others. */
export class EventLoopYielder {
  private since = performance.now();

  /** Call between two events. If it returns a promise, await it before you continue. */
  yieldIfDue(): Promise<void> | undefined {
    return performance.now() - this.since < STRETCH_MS ? undefined : this.pause();
  }

  private async pause(): Promise<void> {
    await next();
    this.since = performance.now();
  }
}
