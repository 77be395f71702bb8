/** rudder-server waits for seconds and minutes; its double has less time. */
export class Clock {
  /** @param speed how many milliseconds of the real server one of ours stands for */
  constructor(private readonly speed: number) {}

  /** Waits for a time of the real server, in milliseconds. */
  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds / this.speed));
  }

  /** When a time of the real server will be over, by `performance.now()`. */
  after(milliseconds: number): number {
    return performance.now() + milliseconds / this.speed;
  }
}

export interface Backoff {
  first: number;
  factor: number;
  most: number;
}

/** The wait before a try, in milliseconds; the first try that fails has number 1. */
export function waitAfter(tries: number, { first, factor, most }: Backoff): number {
  return Math.min(most, first * factor ** (tries - 1));
}
