import { join } from 'node:path';
import { inCI } from '../../inCI';
import { call, type Reply } from './running';
import { figure, killAll, serve, until } from './serveProcess';

const LIMIT = ['--block-limit', '500'];
const folder = join(__dirname, '../../fixtures/blocking');
const PROCESSOR = '/v0/destinations/pattern';
const ROUTER = '/routerTransform';
/** Read by /^(a+)+$/, which tries all ways to divide it. */
const SECRET = `${'a'.repeat(40)}secret`;

/** Each block and each new worker takes a second of a processor. */
const inFull = inCI ? it : it.skip;
if (!inCI) {
  console.log('Workers that groups of events block are tried where CI=true.');
}

afterAll(killAll);

function eventOf(jobId: number, message: object = {}, destinationId = 'connection-1') {
  return {
    message: { type: 'track', messageId: `message-${String(jobId)}`, userId: 'u', ...message },
    metadata: { jobId, destinationId },
    destination: { ID: destinationId, Config: {} },
  };
}

/** Calls until there is an answer, as a host does; `failures` has why there was none. */
async function callAgain(url: string, body: unknown): Promise<{ reply: Reply; failures: unknown[] }> {
  const failures: unknown[] = [];
  for (;;) {
    try {
      return { reply: await call(url, body, { connection: 'close' }), failures };
    } catch (error) {
      failures.push((error as NodeJS.ErrnoException).code);
    }
  }
}

describe('a worker that an event blocks', () => {
  it('is replaced while others answer, and the second time the event is rejected without its neighbours', async () => {
    const { child, origin, log, lines, workers } = await serve([...LIMIT, '--workers', '2'], folder);
    const url = `${origin}${PROCESSOR}`;
    let others = 0;
    const goOn = async (isAnswered: () => boolean) => {
      while (!isAnswered()) {
        // A worker may have taken this call as well just before it is blocked.
        const { reply } = await callAgain(url, [eventOf(4)]);
        expect([reply.status, reply.body]).toMatchObject([200, [{ statusCode: 200 }]]);
        others += 1;
      }
    };
    const answers: unknown[] = [];
    const blocking = callAgain(url, [eventOf(1), eventOf(2, { text: SECRET }), eventOf(3)]);
    void blocking.then((answer) => answers.push(answer));
    await goOn(() => answers.length > 0);
    const { reply, failures } = await blocking;
    // How many depends on the machine; that there are some does not.
    expect(others).toBeGreaterThan(0);
    expect(failures).toEqual(['ECONNRESET', 'ECONNRESET']);
    expect(reply.body).toMatchObject([
      { statusCode: 200, metadata: { jobId: 1 } },
      {
        statusCode: 400,
        metadata: { jobId: 2 },
        error: expect.stringContaining('it has blocked a worker of the service') as string,
      },
      { statusCode: 200, metadata: { jobId: 3 } },
    ]);
    const named = { destination: 'pattern', destination_id: 'connection-1', job_id: '2' };
    expect(lines().filter(({ level }) => level === 'error')).toMatchObject([
      { message: 'a worker is blocked and is replaced', ...named },
      { message: 'a worker is blocked and is replaced', ...named },
      { message: 'what has blocked workers is refused from now on', ...named },
    ]);
    const [blocked] = lines().filter(({ message }) => message.startsWith('a worker is blocked'));
    expect(blocked?.milliseconds).toBeGreaterThanOrEqual(500);
    expect(log()).not.toContain('aaa');
    expect(log()).not.toContain('message-2');
    // The last one is still starting when the other worker has answered.
    await until(() => workers().length === 4);
    await until(async () => (await figure(origin, 'destkit_worker_blocks_total')) === 2);
    await until(async () => (await figure(origin, 'destkit_worker_restarts_total')) === 2);
    // Those that came later know it too.
    for (let number = 0; number < 8; number += 1) {
      const { body } = await call(url, [eventOf(2, { text: SECRET })], { connection: 'close' });
      expect(body).toMatchObject([{ statusCode: 400 }]);
    }
    expect(workers()).toHaveLength(4);
    // Another event of the same job is not that event.
    const { body } = await call(url, [{ ...eventOf(2), message: { messageId: 'other' } }]);
    expect(body).toMatchObject([{ statusCode: 200 }]);
    await until(async () => (await call(`${origin}/metrics`)).raw.toString().includes('code="EVENT_BLOCKS"'));
    child.kill('SIGTERM');
  });

  it('leaves the port open when it is the only one; an event without ids is known by its content', async () => {
    const { child, origin, lines } = await serve(LIMIT, folder);
    const { reply, failures } = await callAgain(`${origin}${PROCESSOR}`, [
      { message: { text: SECRET }, destination: { Config: {} } },
      { message: { text: 'aaa' }, destination: { Config: {} } },
    ]);
    expect(reply.body).toMatchObject([{ statusCode: 400 }, { statusCode: 200 }]);
    expect(failures).toEqual(['ECONNRESET', 'ECONNRESET']);
    const [blocked] = lines().filter(({ message }) => message.startsWith('a worker is blocked'));
    expect(blocked).toMatchObject({ destination: 'pattern' });
    expect(blocked).not.toHaveProperty('job_id');
    child.kill('SIGTERM');
  });

  inFull('names the event of a group that the router has come to', async () => {
    const { child, origin, lines } = await serve(LIMIT, folder);
    const input = [eventOf(1), eventOf(2), eventOf(3, { text: SECRET }), eventOf(4)];
    const { reply, failures } = await callAgain(`${origin}${ROUTER}`, { destType: 'PATTERN', input });
    const { output } = reply.body as { output: { statusCode: number; metadata: { jobId: number }[] }[] };
    expect(failures).toHaveLength(2);
    expect(output.map(({ statusCode, metadata }) => [metadata[0]?.jobId, statusCode])).toEqual([
      [1, 200],
      [2, 200],
      [3, 400],
      [4, 200],
    ]);
    expect(lines().filter(({ job_id }) => job_id === '3')).toHaveLength(3);
    const rejected =
      'destkit_events_total{destination="pattern",feature="router",outcome="rejected",code="EVENT_BLOCKS"} 1';
    await until(async () => (await call(`${origin}/metrics`)).raw.toString().includes(rejected));
    child.kill('SIGTERM');
  });

  inFull('has the events of a group run one by one when nobody knows which of them it was', async () => {
    const { child, origin, lines } = await serve(LIMIT, folder);
    const input = [eventOf(1), eventOf(2, { batchText: SECRET }), eventOf(3)];
    const { reply, failures } = await callAgain(`${origin}${ROUTER}`, { destType: 'PATTERN', input });
    const { output } = reply.body as { output: { statusCode: number }[] };
    expect(output.map(({ statusCode }) => statusCode)).toEqual([200, 400, 200]);
    expect(failures).toHaveLength(4);
    const blocks = lines().filter(({ message }) => message.startsWith('a worker is blocked'));
    expect(blocks.map(({ job_id }) => job_id)).toEqual([undefined, undefined, '2', '2']);
    child.kill('SIGTERM');
  });
});
