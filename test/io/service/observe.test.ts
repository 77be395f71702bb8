import { createLog, kindOf } from '../../../src/io/service/log';
import { renderMetrics } from '../../../src/io/service/metrics/exposition';
import { Metrics } from '../../../src/io/service/metrics/metrics';
import { addSnapshot, emptySnapshot } from '../../../src/io/service/metrics/snapshot';
import { call, hostEvent, PROCESSOR, serve } from './running';

describe('metrics', () => {
  it('count events by destination, feature, outcome and code, and calls by route and status', async () => {
    const { origin, service } = await serve();
    const filtered = hostEvent(4, {
      message: { type: 'group' },
      Config: { apiKey: 'koacme', profile: 'kochava' },
    });
    await call(`${origin}${PROCESSOR}`, [hostEvent(1), hostEvent(2), hostEvent(3, { Config: {} }), filtered]);
    await call(`${origin}/routerTransform`, { input: [hostEvent(1)], destType: 'kochava' });
    await call(`${origin}/nowhere/x`, '{}');
    const reply = await call(`${origin}/metrics`);
    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const rows = reply.raw.toString().split('\n');
    const event = (feature: string, rest: string) =>
      `destkit_events_total{destination="kochava",feature="${feature}",${rest}`;
    expect(rows).toEqual(
      expect.arrayContaining([
        '# TYPE destkit_events_total counter',
        event('processor', 'outcome="transformed",code=""} 2'),
        event('processor', 'outcome="rejected",code="CONFIG_INVALID"} 1'),
        event('processor', 'outcome="filtered",code="EVENT_FILTERED"} 1'),
        event('router', 'outcome="transformed",code=""} 1'),
        'destkit_calls_total{route="/:version/destinations/:name",status="200"} 1',
        'destkit_calls_total{route="none",status="503"} 1',
        '# TYPE destkit_call_duration_seconds histogram',
        'destkit_call_duration_seconds_bucket{route="/:version/destinations/:name",le="+Inf"} 1',
        'destkit_calls_in_flight 0',
        'destkit_workers 1',
      ]),
    );
    await service.close();
  });

  it('sort observations into cumulative buckets', () => {
    const metrics = new Metrics();
    for (const seconds of [0.0005, 0.001, 0.03, 100]) {
      metrics.observe('destkit_call_duration_seconds', { route: 'a"b\\' }, seconds);
    }
    const labels = 'route="a\\"b\\\\"';
    expect(renderMetrics(metrics.snapshot()).split('\n')).toEqual(
      expect.arrayContaining([
        `destkit_call_duration_seconds_bucket{${labels},le="0.001"} 2`,
        `destkit_call_duration_seconds_bucket{${labels},le="0.025"} 2`,
        `destkit_call_duration_seconds_bucket{${labels},le="0.05"} 3`,
        `destkit_call_duration_seconds_bucket{${labels},le="60"} 3`,
        `destkit_call_duration_seconds_bucket{${labels},le="+Inf"} 4`,
        `destkit_call_duration_seconds_count{${labels}} 4`,
      ]),
    );
  });

  it('of several processes are added up; what an ended one counted stays, what it held does not', () => {
    const figures = {
      counters: { a_total: 2 },
      gauges: { b: 3 },
      histograms: { c: { counts: [1, 2], sum: 0.5 } },
    };
    const sum = emptySnapshot();
    addSnapshot(sum, figures);
    addSnapshot(sum, figures, false);
    expect(sum).toEqual({
      counters: { a_total: 4 },
      gauges: { b: 3 },
      histograms: { c: { counts: [2, 4], sum: 1 } },
    });
    expect(figures.histograms.c.counts).toEqual([1, 2]);
  });
});

describe('the log', () => {
  it('never holds what is in an event, in settings or in a request', async () => {
    const { origin, service, lines } = await serve({ sendTimeout: 500, bodyLimit: 100_000 });
    const secret = 'hush-77120';
    const Config = { apiKey: secret, enableAuthentication: true, authApiKey: secret, authSecret: secret };
    const message = { type: secret, event: secret, anonymousId: secret };
    const metadata = { jobId: secret };
    await call(`${origin}${PROCESSOR}`, [
      hostEvent(1, { Config, message, metadata }),
      hostEvent(2, { Config }),
    ]);
    await call(`${origin}/routerTransform`, {
      input: [hostEvent(1, { Config, message })],
      destType: 'kochava',
    });
    await call(`${origin}${PROCESSOR}`, `{"${secret}`);
    // What is not served is named in the log, by its destination or route and nothing else.
    await call(`${origin}/v0/destinations/acme?key=${secret}`, [hostEvent(1, { message })]);
    await call(`${origin}/v0/sources/kochava?event_name=${secret}`);
    await call(`${origin}/v0/destinations/kochava/proxy`, {
      endpoint: `http://127.0.0.1:1/${secret}`,
      headers: { Authorization: secret },
      body: { JSON: { secret } },
    });
    await call(`${origin}/deleteUsers`, [
      { destType: 'KOCHAVA', config: { authenticationKey: secret }, userAttributes: [{ idfa: secret }] },
    ]);
    await call(`${origin}/nowhere?key=${secret}`, secret);
    const metrics = (await call(`${origin}/metrics`)).raw.toString();
    await service.close();
    expect(lines.length).toBeGreaterThanOrEqual(9);
    expect(lines.join('') + metrics).not.toContain(secret);
  });

  it('has one JSON object a line, from its level upwards', () => {
    const lines: string[] = [];
    const log = createLog('warn', (line) => lines.push(line));
    log('info', 'left out');
    log('error', 'a "quoted"\ntext', { status: 500 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(String(lines[0]))).toMatchObject({
      level: 'error',
      message: 'a "quoted"\ntext',
      status: 500,
    });
  });

  it('names the kind of an error without its message', () => {
    expect(kindOf(Object.assign(new TypeError('a secret'), { code: 'E1' }))).toBe('TypeError E1');
    expect(kindOf('a secret')).toBe('string');
    expect(kindOf(null)).toBe('object');
  });
});
