import { once } from 'node:events';
import { connect } from 'node:net';
import { createFaults, parseFaults } from '../../../src/io/sandbox/faults';
import { closeAll, event, send, start } from './client';

afterEach(closeAll);

describe('a plan of faults', () => {
  it('may give rates, each with an argument', () => {
    expect(parseFaults('429=0.1:0, 500=0.05,reset=.02,hang=0.01,slow=0.1:200,503=0.1')).toEqual({
      rates: [
        { fault: { kind: '429', argument: 0 }, rate: 0.1 },
        { fault: { kind: '500' }, rate: 0.05 },
        { fault: { kind: 'reset' }, rate: 0.02 },
        { fault: { kind: 'hang' }, rate: 0.01 },
        { fault: { kind: 'slow', argument: 200 }, rate: 0.1 },
        { fault: { kind: '503' }, rate: 0.1 },
      ],
    });
  });

  it('may be a script, and has defaults for arguments', () => {
    const slow = { kind: 'slow', argument: 1000 };
    expect(parseFaults('script:500, ok,429,429:7,slow,garbled')).toEqual({
      script: [
        { kind: '500' },
        undefined,
        { kind: '429', argument: 1 },
        { kind: '429', argument: 7 },
        slow,
        { kind: 'garbled' },
      ],
    });
  });

  it.each([
    ['', '"" names no fault'],
    ['418=0.1', '"418=0.1" names no fault'],
    ['constructor=0.1', '"constructor=0.1" names no fault'],
    ['500', '"500" needs a number from 0 to 1'],
    ['500=', '"500=" needs a number from 0 to 1'],
    ['500=2', '"500=2" needs a number from 0 to 1'],
    ['500=-0.1', '"500=-0.1" needs a number from 0 to 1'],
    ['500=0.1:5', '500 takes no argument, but "500=0.1:5" gives one'],
    ['slow=0.1:soon', '"slow=0.1:soon" needs a number from 0 to 86400000'],
    ['500=0.6,503=0.6', 'the rates add up to 1.2, which is over 1'],
    ['script:', '"" names no fault'],
    ['script:ok,okay', '"okay" names no fault'],
  ])('%s is refused', (spec, problem) => {
    expect(() => parseFaults(spec)).toThrow(
      expect.objectContaining({
        code: 'FAULTS_INVALID',
        message: `the faults cannot be read: ${problem}`,
        fix: expect.stringContaining('script:') as unknown,
      }) as Error,
    );
  });

  it('takes rates that fill the whole', () => {
    expect(() => parseFaults('500=0.7,503=0.2,reset=0.1')).not.toThrow();
  });

  it('gives faults at their rates', () => {
    let number = 0;
    const next = createFaults(parseFaults('500=0.25,reset=0.5'), () => (number++ % 100) / 100);
    const kinds = Array.from({ length: 100 }, () => next()?.kind);
    expect(kinds.filter((kind) => kind === '500')).toHaveLength(25);
    expect(kinds.filter((kind) => kind === 'reset')).toHaveLength(50);
    expect(kinds.filter((kind) => kind === undefined)).toHaveLength(25);
  });
});

describe('a fault', () => {
  it.each([
    ['429', 429, '1'],
    ['429:0', 429, '0'],
    ['500', 500, undefined],
    ['503', 503, undefined],
    ['503:30', 503, '30'],
  ])('%s answers %d', async (fault, status, retryAfter) => {
    const sandbox = await start({ faults: `script:${fault}` });
    const answered = await send(sandbox, '/track/json', event());
    expect(answered.status).toBe(status);
    expect(answered.headers['retry-after']).toBe(retryAfter);
  });

  it('failure answers 200 with the body that the destination has for it', async () => {
    const sandbox = await start({ faults: 'script:failure' });
    const { status, text } = await send(sandbox, '/track/json', event());
    expect([status, JSON.parse(text)]).toEqual([200, { success: '0', error: 'a failure on demand' }]);
  });

  it('garbled answers 200 with invalid JSON', async () => {
    const { status, text } = await send(await start({ faults: 'script:garbled' }), '/track/json', event());
    expect(status).toBe(200);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('reset resets the connection, rather than closing it', async () => {
    const sandbox = await start({ faults: 'script:reset' });
    const socket = connect(Number(new URL(sandbox.origin).port), '127.0.0.1');
    const failed = once(socket, 'error');
    socket.on('end', () => socket.destroy(new Error('closed in good order'))).resume();
    socket.write('POST /track/json HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n');
    await expect(failed).resolves.toMatchObject([{ code: 'ECONNRESET' }]);
  });

  it('hang never answers, and does not keep the sandbox from closing', async () => {
    const sandbox = await start({ faults: 'script:hang' });
    const signal = AbortSignal.timeout(300);
    await expect(send(sandbox, '/track/json', event(), { signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    const second = await start({ faults: 'script:hang' });
    const unanswered = expect(send(second, '/track/json', event())).rejects.toBeDefined();
    while (second.counts().faults.hang === undefined) {
      await new Promise(setImmediate);
    }
    await second.close();
    await unanswered;
  });

  it('slow answers later, as usual', async () => {
    const sandbox = await start({ faults: 'script:slow:200' });
    const started = performance.now();
    expect(await send(sandbox, '/track/json', event())).toMatchObject({
      status: 200,
      text: '{"success":"1"}',
    });
    expect(performance.now() - started).toBeGreaterThan(190);
    expect(sandbox.counts()).toMatchObject({ received: 1, faults: { slow: 1 } });
  });

  it('slow receives nothing from a client that did not wait', async () => {
    const sandbox = await start({ faults: 'script:slow:300' });
    const leaving = new AbortController();
    const sending = send(sandbox, '/track/json', event(), { signal: leaving.signal });
    // Not sooner: the request is to have arrived.
    while (sandbox.counts().faults.slow !== 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    leaving.abort();
    await expect(sending).rejects.toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(sandbox.counts()).toMatchObject({ received: 0, faults: { slow: 1 } });
  });

  it('comes before the request is received, in the order of the script, and then no more', async () => {
    const sandbox = await start({ faults: 'script:500,ok,reset,garbled' });
    const results = [];
    for (const number of [1, 2, 3, 4, 5]) {
      const { status } = await send(sandbox, '/track/json', event(String(number))).catch(() => ({
        status: 0,
      }));
      results.push(status);
    }
    expect(results).toEqual([500, 200, 0, 200, 200]);
    expect(sandbox.requests().map(({ key }) => key)).toEqual(['2', '5']);
    expect(sandbox.counts()).toMatchObject({ received: 2, faults: { '500': 1, reset: 1, garbled: 1 } });
  });
});
