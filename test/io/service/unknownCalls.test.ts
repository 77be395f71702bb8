import { call, hostEvent, serve, type Running } from './running';

let running: Running;
afterEach(() => running.service.close());

interface Line {
  level: string;
  message: string;
  name?: string;
  calls?: number;
}

const warnings = () =>
  running.lines.map((line) => JSON.parse(line) as Line).filter(({ level }) => level === 'warn');

const calls: [string, unknown][] = [
  ['/v0/destinations/acme', [hostEvent(1)]],
  ['/v0/destinations/acme/proxy', {}],
  ['/v1/destinations/acme/proxy', {}],
  ['/routerTransform', { input: [hostEvent(1)], destType: 'ACME' }],
  ['/batch', { input: [hostEvent(1)], destType: 'ACME' }],
  ['/customTransform', [hostEvent(1)]],
  ['/v2/sources/acme', []],
];

it.each(calls)('%s is answered so that the host keeps the events', async (path, body) => {
  running = await serve();
  const { status, headers } = await call(`${running.origin}${path}`, body);
  expect([status, headers['x-rudder-should-retry']]).toEqual([503, 'true']);
});

it.each(calls)('%s is rejected permanently if so configured', async (path, body) => {
  running = await serve({ unknown: 'reject' });
  const { status, headers } = await call(`${running.origin}${path}`, body);
  expect([status, headers['x-rudder-should-retry']]).toEqual([404, undefined]);
});

it('are logged once a minute for each name, and counted', async () => {
  running = await serve();
  for (let count = 0; count < 3; count += 1) {
    await call(`${running.origin}/v0/destinations/acme`, [hostEvent(1)]);
    await call(`${running.origin}/customTransform`, []);
  }
  await call(`${running.origin}/v0/destinations/bad"name`, [hostEvent(1)]);
  expect(warnings()).toMatchObject([
    { message: 'a call for a destination that is not served here', name: 'acme', calls: 1 },
    { message: 'a call for a route that is not served here', name: '/customTransform', calls: 1 },
    { message: 'a call for a destination that is not served here', name: '(other)', calls: 1 },
  ]);
  const metrics = (await call(`${running.origin}/metrics`)).raw.toString();
  expect(metrics).toContain('destkit_unknown_calls_total{kind="destination"} 4');
  expect(metrics).toContain('destkit_unknown_calls_total{kind="route"} 3');
});

it('of many names do not fill the log', async () => {
  running = await serve();
  for (let count = 0; count < 130; count += 1) {
    await call(`${running.origin}/v0/destinations/acme-${String(count)}`, [hostEvent(1)]);
  }
  expect(warnings()).toHaveLength(101);
});

it('to delete users are to be sent again', async () => {
  running = await serve();
  const { status } = await call(`${running.origin}/deleteUsers`, [{ destType: 'ACME', jobId: '1' }]);
  expect(status).toBe(503);
});
