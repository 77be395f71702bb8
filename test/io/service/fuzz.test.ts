import { Fuzzer, seeded } from '../../../scripts/fuzzServe/bodies';
import { call, hostEvent, PROCESSOR, serve } from './running';

const CALLS = 2000;
const STACK = /\bat [\w.<>]+ \(|node:internal|\.(?:ts|js):\d+/;

it('fuzzed bodies are answered, without a stack trace, and change nothing for the next call', async () => {
  const running = await serve({ sendTimeout: 1000, unknown: 'reject' });
  const fuzzer = new Fuzzer(seeded(20_260_302), 'kochava', [
    hostEvent(1),
    hostEvent(2, { message: { type: 'page' } }),
  ]);
  const before = await call(`${running.origin}${PROCESSOR}`, [hostEvent(1)]);
  const odd: unknown[] = [];
  for (let done = 0; done < CALLS; done += 1) {
    const { method, path, headers, body } = fuzzer.next();
    const reply = await call(`${running.origin}${path}`, body, headers, method);
    const text = reply.raw.toString();
    if (reply.status >= 502 || STACK.test(text) || text.includes('CALL_FAILED')) {
      odd.push({ path, body: body.toString().slice(0, 500), status: reply.status, text: text.slice(0, 500) });
    }
    if (reply.headers['x-destkit-error'] === 'CALL_FAILED') {
      odd.push({ path, body: body.toString().slice(0, 500) });
    }
  }
  expect(odd).toEqual([]);
  const after = await call(`${running.origin}${PROCESSOR}`, [hostEvent(1)]);
  expect(after.body).toEqual(before.body);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  await running.service.close();
});
