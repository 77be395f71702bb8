import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { destkit } from '../../apps/cli/process';
import { call, hostEvent, PROCESSOR } from './running';
import { figure, killAll, serve, until } from './serveProcess';

afterAll(killAll);

describe('destkit serve', () => {
  it('answers, and ends at SIGTERM with code 0', async () => {
    const { child, origin, lines } = await serve([]);
    expect((await call(`${origin}${PROCESSOR}`, [hostEvent(1)])).body).toMatchObject([{ statusCode: 200 }]);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(lines().map(({ message }) => message)).toEqual([
      'a worker serves',
      'serving',
      'what is for another destination waits in the host: name the standard transformer with --upstream',
      'ending',
      'ended',
    ]);
  });

  it('replaces a worker that dies, and its counters do not go down', async () => {
    const { child, origin, lines, workers } = await serve(['--workers', '2']);
    expect(workers()).toHaveLength(2);
    for (let jobId = 0; jobId < 4; jobId += 1) {
      await call(`${origin}${PROCESSOR}`, [hostEvent(jobId)]);
    }
    await until(async () => (await figure(origin, 'destkit_events_total')) === 4);
    // The primary knows of all of them now, so they outlive the worker that counted them.
    process.kill(Number(workers()[0]), 'SIGKILL');
    await until(() => workers().length === 3);
    expect(lines().map(({ message }) => message)).toContain('a worker died and is replaced');
    await call(`${origin}${PROCESSOR}`, [hostEvent(9)]).catch(() => undefined);
    await until(async () => (await figure(origin, 'destkit_workers')) === 2);
    expect(await figure(origin, 'destkit_events_total')).toBeGreaterThanOrEqual(4);
    expect(await figure(origin, 'destkit_worker_restarts_total')).toBe(1);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('keeps its port when its only worker dies', async () => {
    const { child, origin, workers } = await serve([]);
    process.kill(Number(workers()[0]), 'SIGKILL');
    await until(() => workers().length === 2);
    expect((await call(`${origin}/health`)).status).toBe(200);
    child.kill('SIGTERM');
  });

  it('has clients share their connections with a worker that comes later', async () => {
    const { child, origin, workers } = await serve(['--workers', '2']);
    // A call whose worker is killed ends without an answer; the next one makes a connection to the other worker.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const connection = () =>
      new Promise<string | undefined>((resolve) => {
        request(`${origin}/health`, { agent }, (incoming) => {
          incoming.resume().on('end', () => {
            resolve(incoming.headers.connection);
          });
        })
          .on('error', () => {
            resolve('none');
          })
          .end();
      });
    expect(await connection()).toBe('keep-alive');
    process.kill(Number(workers()[1]), 'SIGKILL');
    await until(async () => (await connection()) === 'close');
    expect(await connection()).toBe('keep-alive');
    agent.destroy();
    child.kill('SIGKILL');
  });

  it('spreads new connections over its workers', async () => {
    const { child, origin, lines, workers } = await serve(['--workers', '2', '--log-level', 'debug']);
    const agent = new Agent({ keepAlive: false, maxSockets: 16 });
    const answered = (worker: unknown) =>
      lines().filter(({ message, pid }) => message === 'call' && pid === worker).length;
    for (let calls = 0; calls < 2000 && workers().some((worker) => answered(worker) < 16); calls += 64) {
      await Promise.all(
        Array.from({ length: 64 }, async () => {
          const [incoming] = (await once(request(`${origin}/health`, { agent }).end(), 'response')) as [
            IncomingMessage,
          ];
          await once(incoming.resume(), 'end');
        }),
      );
    }
    for (const worker of workers()) {
      expect(answered(worker)).toBeGreaterThanOrEqual(16);
    }
    child.kill('SIGKILL');
  });

  it('answers with the other workers while one hangs', async () => {
    const { child, origin, workers } = await serve(['--workers', '2']);
    const [hanging] = workers();
    process.kill(Number(hanging), 'SIGSTOP');
    const calls = Array.from({ length: 20 }, async () => (await call(`${origin}/health`)).status);
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 20 }, () => 200));
    process.kill(Number(hanging), 'SIGKILL');
    child.kill('SIGKILL');
  });

  it('finishes the calls under way in its workers', async () => {
    const { child, origin, lines } = await serve(['--workers', '2']);
    const body = JSON.stringify([hostEvent(1)]);
    const headers = { 'content-length': body.length };
    const outgoing = request(`${origin}${PROCESSOR}`, { method: 'POST', headers });
    outgoing.write(body.slice(0, 100));
    await until(async () => (await figure(origin, 'destkit_bytes_in_flight')) === 100);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await until(() => lines().some(({ message }) => message === 'ending'));
    outgoing.end(body.slice(100));
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect([incoming.statusCode, incoming.headers.connection]).toEqual([200, 'close']);
    incoming.resume();
    expect(await ended).toEqual([0, null]);
  });

  it('says that the port is taken', async () => {
    const { child, origin } = await serve([]);
    const port = new URL(origin).port;
    for (const args of [['--workers', '2'], [], ['--block-limit', '0']]) {
      const { code, stderr } = await destkit(['serve', '--port', port, ...args]);
      expect({ args, code }).toEqual({ args, code: 2 });
      expect(stderr).toContain(`cannot listen on 127.0.0.1:${port}: another program listens there`);
    }
    child.kill();
  });

  it.each([
    ['--workers=0'],
    ['--port=99999'],
    ['--body-limit=x'],
    ['--log-level=loud'],
    ['--block-limit=250'],
  ])('refuses %s', async (option) => {
    expect((await destkit(['serve', option])).code).toBe(2);
  });
});
