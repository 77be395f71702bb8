import fc from 'fast-check';
import { createSetup, ok, rejectedEvents, run, silence, status, type TestLine } from './deliverySetup';

const events = (count: number, keys: number): TestLine[] =>
  Array.from({ length: count }, (_, index) => ({ key: `k${String(index % keys)}`, sends: [String(index)] }));

const ofKey = (received: readonly string[], keys: number, key: number) =>
  received.map(Number).filter((number) => number % keys === key);

describe('delivery', () => {
  it('brings every line to an end', async () => {
    const setup = createSetup(
      [
        { key: 'a', sends: ['good'] },
        'blank',
        { key: 'b', sends: ['bad'] },
        { rejected: true },
        {},
        { key: 'c', sends: ['never'] },
        { key: 'c', sends: ['after it'] },
        [{ key: 'd', sends: ['one', 'two'] }, { rejected: true }],
      ],
      (name) => (name === 'bad' ? status(400) : name === 'never' ? status(500) : ok),
    );
    const { report } = await run(setup, { maxAttempts: 3 });
    expect(report.lines).toEqual({ total: 7, delivered: 1, rejected: 3, filtered: 1, pending: 2 });
    expect(report).toMatchObject({
      attempts: 7,
      isWholeInput: true,
      stoppedBy: null,
      runs: 1,
      killedRuns: 0,
    });
    expect(setup.received.sort()).toEqual(['good', 'one', 'two']);
    const rejections = rejectedEvents(report.rejectedFile).map(({ rejected }) => rejected);
    expect(rejections).toHaveLength(3);
    expect(rejections).toContainEqual({ line: 3, code: 'DESTINATION', message: 'HTTP 400' });
    expect(rejections).toContainEqual({ line: 4, code: 'EVENT_REJECTED', message: 'no such event' });
  });

  it('keeps the order of a key through faults, whatever they are', async () => {
    const fault = fc.constantFrom(status(429, { 'retry-after': '0' }), status(500), silence, ok, ok);
    const cases = fc.record({
      keys: fc.integer({ min: 1, max: 5 }),
      faults: fc.array(fault, { minLength: 40, maxLength: 40 }),
      concurrency: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ keys, faults, concurrency }) => {
        const setup = createSetup(events(40, keys), (name, before) =>
          before < 2 ? (faults[(Number(name) + before) % 40] ?? ok) : ok,
        );
        const { report } = await run(setup, { concurrency, maxAttempts: 5 });
        expect(report.lines.delivered).toBe(40);
        expect(setup.received).toHaveLength(40);
        expect(setup.peak).toBeLessThanOrEqual(concurrency);
        for (let key = 0; key < keys; key += 1) {
          const order = ofKey(setup.received, keys, key);
          expect(order).toEqual([...order].sort((first, second) => first - second));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('sends an install before the link that follows it, in one event or in two', async () => {
    const setup = createSetup(
      [
        { key: 'a', sends: ['install', 'link'] },
        { key: 'a', sends: ['link again'] },
      ],
      (name, before) => (name === 'install' && before < 3 ? status(503) : ok),
    );
    await run(setup);
    expect(setup.received).toEqual(['install', 'link', 'link again']);
  });

  it('keeps requests without a key in order within their line only', async () => {
    const setup = createSetup([{ sends: ['a1', 'a2'] }, { sends: ['b1'] }], (name, before) =>
      name === 'a1' && before < 4 ? status(500) : ok,
    );
    const { report } = await run(setup);
    expect(report.lines.delivered).toBe(2);
    expect(setup.received).toEqual(['b1', 'a1', 'a2']);
  });

  it('lets other keys go on while one waits', async () => {
    const setup = createSetup([{ key: 'slow', sends: ['s'] }, ...events(30, 3)], (name, before) =>
      name === 's' && before < 5 ? status(500) : ok,
    );
    await run(setup, { backoff: 30 });
    expect(setup.received).toHaveLength(31);
    expect(setup.received.indexOf('s')).toBeGreaterThan(3);
  });

  it('stops at refused credentials and leaves the rest pending, until they are right', async () => {
    let isRight = false;
    const setup = createSetup(events(20, 20), (name) => (name === '4' && !isRight ? status(401) : ok));
    const first = await run(setup, { concurrency: 2 });
    expect(first.report.stoppedBy).toBe('credentials');
    expect(first.report.lines.pending).toBeGreaterThan(0);
    expect(first.report.lines.total).toBe(20);
    expect(first.error?.message).toBe(
      'the credentials were refused (HTTP 401); the settings concerned: apiKey, apiSecret',
    );
    isRight = true;
    const second = await run(setup);
    expect(second.report.lines).toMatchObject({ delivered: 20, pending: 0 });
    expect(setup.received.sort()).toEqual([...new Set(setup.received)]);
  });

  it('leaves a key pending after the last attempt, and takes it up again in the next run', async () => {
    let isUp = false;
    const setup = createSetup(events(12, 3), (name) => (Number(name) % 3 === 1 && !isUp ? status(500) : ok));
    const first = await run(setup, { maxAttempts: 2 });
    expect(first.report.lines).toMatchObject({ delivered: 8, pending: 4 });
    expect(first.report.attempts).toBe(10);
    isUp = true;
    const second = await run(setup, { maxAttempts: 2 });
    expect(second.report.lines).toMatchObject({ total: 12, delivered: 12, pending: 0 });
    expect(ofKey(setup.received, 3, 1)).toEqual([1, 4, 7, 10]);
    expect(setup.received).toHaveLength(12);
  });

  it('reads no further ahead of an unfinished line than the window', async () => {
    let furthest = 0;
    let seen = 0;
    const setup = createSetup(events(50, 50), (name, before) => {
      seen = name === '0' && before === 5 ? furthest : seen;
      return name === '0' && before < 6 ? status(500) : ok;
    });
    await run(setup, { window: 10, backoff: 40, onLine: (line) => (furthest = line) });
    expect(seen).toBeGreaterThan(5);
    expect(seen).toBeLessThanOrEqual(10);
    expect(setup.received).toHaveLength(50);
  });

  it('drains the requests in progress when it is interrupted', async () => {
    const interrupted = new AbortController();
    const setup = createSetup(events(100, 100), (name) => {
      if (name === '10') {
        interrupted.abort();
      }
      return ok;
    });
    const first = await run(setup, { concurrency: 4, signal: interrupted.signal });
    expect(first.report).toMatchObject({ stoppedBy: 'interrupted', killedRuns: 0, isWholeInput: true });
    expect(first.report.lines.delivered).toBe(setup.received.length);
    expect(first.report.lines.pending).toBe(100 - setup.received.length);
    const second = await run(setup);
    expect(second.report).toMatchObject({ lines: { delivered: 100 }, killedRuns: 0 });
    expect(second.report.possibleDuplicates).toEqual({ afterKill: 0, afterSilence: 0 });
    expect(setup.received).toHaveLength(100);
  });

  it('counts what may have arrived twice because there was no answer', async () => {
    const setup = createSetup(events(10, 10), (name, before) =>
      name === '3' && before < 2 ? silence : name === '4' && before < 2 ? status(500) : ok,
    );
    const { report } = await run(setup);
    expect(report.possibleDuplicates).toEqual({ afterKill: 0, afterSilence: 2 });
    expect(report.attempts).toBe(14);
  });
});
