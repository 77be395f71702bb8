import { setImmediate as next } from 'node:timers/promises';

const STRETCH_MS = 20;

/** Lets other calls have their turn while a long one is worked on. */
export class Breather {
  private since = performance.now();

  /** A promise means: wait for it before going on. */
  rest(): Promise<void> | undefined {
    return performance.now() - this.since < STRETCH_MS ? undefined : this.pause();
  }

  private async pause(): Promise<void> {
    await next();
    this.since = performance.now();
  }
}
