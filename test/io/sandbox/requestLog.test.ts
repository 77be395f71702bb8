import { RequestLog } from '../../../src/io/sandbox/record';

describe('the requestLog', () => {
  it('counts exactly what it no longer keeps', () => {
    const requestLog = new RequestLog();
    const request = { method: 'POST', path: '/', status: 200, bytes: 1, headers: {}, body: 'x' };
    for (let number = 0; number < 12_000; number += 1) {
      requestLog.add({ ...request, accepted: number % 3 > 0, notes: [`note ${String(number % 150)}`] });
    }
    expect(requestLog.counts()).toMatchObject({ received: 12_000, accepted: 8000, refused: 4000 });
    expect(Object.keys(requestLog.counts().notes)).toHaveLength(100);
    expect(requestLog.last()).toHaveLength(10_000);
    expect(requestLog.last()[0]?.number).toBe(2001);
  });

  it('keeps fewer requests when they are large', () => {
    const requestLog = new RequestLog();
    const request = {
      method: 'POST',
      path: '/',
      status: 200,
      accepted: true,
      notes: [],
      bytes: 1,
      headers: {},
    };
    for (let number = 0; number < 40; number += 1) {
      requestLog.add({ ...request, body: 'x'.repeat(1024 * 1024) });
    }
    expect(requestLog.last()).toHaveLength(31);
  });
});
