import { RateLimiter } from '../../../src/io/delivery/rateLimiter';
import { redact, secretValues } from '../../../src/io/delivery/redact';
import { backoffDelay, parseRetryAfter } from '../../../src/io/delivery/backoff';

/** How many requests a rate limiter lets start at once, none of them finished. */
function fill(limiter: RateLimiter): number {
  let count = 0;
  for (; limiter.hasRoom && limiter.wait() === 0; count += 1) {
    limiter.start();
  }
  for (let left = count; left > 0; left -= 1) {
    limiter.finish();
  }
  return count;
}

describe('the rate limiter', () => {
  it('is halved by a 429, once for all that were under way, and recovers step by step', () => {
    let now = 0;
    const limiter = new RateLimiter(16, Infinity, () => now);
    expect(fill(limiter)).toBe(16);
    now = 10;
    limiter.throttle(5, undefined);
    limiter.throttle(6, undefined);
    expect(fill(limiter)).toBe(8);
    now = 20;
    limiter.throttle(15, undefined);
    expect(fill(limiter)).toBe(4);
    for (let answers = 0; answers < 4; answers += 1) {
      limiter.succeed();
    }
    expect(fill(limiter)).toBe(5);
    for (let answers = 0; answers < 500; answers += 1) {
      limiter.succeed();
    }
    expect(fill(limiter)).toBe(16);
  });

  it('never goes below one request', () => {
    let now = 0;
    const limiter = new RateLimiter(3, Infinity, () => now);
    for (; now < 10; now += 1) {
      limiter.throttle(now + 0.5, undefined);
    }
    expect(fill(limiter)).toBe(1);
  });

  it('pauses for what a 429 asks, and no longer', () => {
    let now = 0;
    const limiter = new RateLimiter(8, Infinity, () => now);
    limiter.throttle(0, 1000);
    expect(limiter.wait()).toBe(1000);
    now = 999;
    expect(limiter.wait()).toBe(1);
    now = 1000;
    expect(limiter.wait()).toBe(0);
  });

  it('keeps to a rate', () => {
    let now = 0;
    const limiter = new RateLimiter(1000, 10, () => now);
    let started = 0;
    for (; now < 5000; now += 1) {
      started += fill(limiter);
    }
    expect(started).toBe(50);
  });
});

describe('a wait', () => {
  it.each([
    ['7', 7000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['99999999999', 2 ** 31 - 1],
    ['Thu, 01 Jan 1970 00:00:10 GMT', 9000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['-1', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('for Retry-After %j is %s', (text, expected) => {
    expect(parseRetryAfter(text, 1000)).toBe(expected);
  });

  it('doubles with each attempt up to the longest, and is random below that', () => {
    const delays = (random: number) =>
      [1, 2, 3, 4, 5, 40].map((attempt) =>
        backoffDelay(attempt, { base: 100, longest: 1000, random: () => random }),
      );
    expect(delays(1)).toEqual([100, 200, 400, 800, 1000, 1000]);
    expect(delays(0.5)).toEqual([50, 100, 200, 400, 500, 500]);
    expect(delays(0)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('secrets', () => {
  it('are masked wherever they are, the longer ones first', () => {
    expect(redact('abc and ab, abc', ['ab', 'abc', ''])).toBe('*** and ***, ***');
  });

  it('are the values of secret headers, whatever their case', () => {
    expect(secretValues({ 'X-Key': 'k', Other: 'o' }, new Set(['x-key']))).toEqual(['k']);
  });
});
