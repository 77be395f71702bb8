import { Latency } from '../../../src/io/delivery/latency';
import { Pace } from '../../../src/io/delivery/pace';
import { redact, secretValues } from '../../../src/io/delivery/redact';
import { backoffDelay, parseRetryAfter } from '../../../src/io/delivery/waits';

/** How many requests a pace lets start at once, none of them finished. */
function fill(pace: Pace): number {
  let count = 0;
  for (; pace.hasRoom && pace.wait() === 0; count += 1) {
    pace.start();
  }
  for (let left = count; left > 0; left -= 1) {
    pace.finish();
  }
  return count;
}

describe('the pace', () => {
  it('is halved by a 429, once for all that were under way, and recovers step by step', () => {
    let now = 0;
    const pace = new Pace(16, Infinity, () => now);
    expect(fill(pace)).toBe(16);
    now = 10;
    pace.throttle(5, undefined);
    pace.throttle(6, undefined);
    expect(fill(pace)).toBe(8);
    now = 20;
    pace.throttle(15, undefined);
    expect(fill(pace)).toBe(4);
    for (let answers = 0; answers < 4; answers += 1) {
      pace.succeed();
    }
    expect(fill(pace)).toBe(5);
    for (let answers = 0; answers < 500; answers += 1) {
      pace.succeed();
    }
    expect(fill(pace)).toBe(16);
  });

  it('never goes below one request', () => {
    let now = 0;
    const pace = new Pace(3, Infinity, () => now);
    for (; now < 10; now += 1) {
      pace.throttle(now + 0.5, undefined);
    }
    expect(fill(pace)).toBe(1);
  });

  it('pauses for what a 429 asks, and no longer', () => {
    let now = 0;
    const pace = new Pace(8, Infinity, () => now);
    pace.throttle(0, 1000);
    expect(pace.wait()).toBe(1000);
    now = 999;
    expect(pace.wait()).toBe(1);
    now = 1000;
    expect(pace.wait()).toBe(0);
  });

  it('keeps to a rate', () => {
    let now = 0;
    const pace = new Pace(1000, 10, () => now);
    let started = 0;
    for (; now < 5000; now += 1) {
      started += fill(pace);
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

describe('percentiles', () => {
  it('are right to 8 %', () => {
    const latency = new Latency();
    expect(latency.percentile(0.5)).toBeUndefined();
    for (let value = 1; value <= 1000; value += 1) {
      latency.add(value);
    }
    for (const [share, exact] of [
      [0.5, 500],
      [0.99, 990],
      [1, 1000],
    ] as const) {
      const given = latency.percentile(share) ?? 0;
      expect(given).toBeGreaterThanOrEqual(exact);
      expect(given).toBeLessThanOrEqual(exact * 1.08);
    }
  });

  it('do not stumble over extremes', () => {
    const latency = new Latency();
    latency.add(0);
    latency.add(1e12);
    expect(latency.percentile(0)).toBeCloseTo(0.01);
    expect(latency.percentile(1)).toBeGreaterThan(86_400_000);
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
