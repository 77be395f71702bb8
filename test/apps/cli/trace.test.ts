import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith } from './process';

const postal = join(__dirname, '../../fixtures/destinations/postal');
const config = join(postal, 'examples/config.json');

describe('destkit trace', () => {
  it("traces the destination's own example when no event is given", async () => {
    const { code, stdout } = await destkit(['trace', 'kochava']);
    expect(code).toBe(0);
    expect(stdout).toContain('kochava processor: transformed, 1 request\n');
    expect(stdout).toMatch(/data\.usertime +1772439330120 +<- message\.timestamp via \$epochMillis/);
  });

  it('traces the first event of a file, as JSON', async () => {
    const folder = folderWith({ 'event.json': '{"type": "ping"}' });
    const args = [
      'trace',
      postal,
      '--event',
      join(folder, 'event.json'),
      '--config',
      config,
      '--format',
      'json',
    ];
    const { code, stdout } = await destkit(args);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({
        outcome: { outcome: 'filtered', reason: 'pings are left out' },
        stopped: expect.objectContaining({ step: 'wanted' }) as unknown,
      }),
    ]);
  });

  it('reads an event from stdin, and answers why', async () => {
    const event = readFileSync(join(postal, 'examples/events.ndjson'), 'utf8');
    const path = 'requests[0].body.JSON.order.curency';
    const args = ['trace', postal, '--event', '-', '--config', config, '--why', path];
    const { code, stdout } = await destkit(args, event);
    expect([code, stdout]).toEqual([
      0,
      `${path} is missing: no expression that can create it was found; did you mean requests[0].body.JSON.order.currency?\n`,
    ]);
  });

  it('takes another profile', async () => {
    const { code, stdout } = await destkit(['trace', 'kochava', '--profile', 'kochava']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/usertime +1772439330 +<- message\.timestamp/)]);
  });

  it.each([
    [['trace', postal, '--event', 'no-such-file.json'], 'no-such-file.json'],
    [['trace', postal, '--why', 'body'], 'should start with requests[0]'],
    [['trace', postal, '--feature', 'router'], 'has no feature "router"'],
    [['trace', 'kochva'], 'did you mean kochava?'],
  ])('ends with 2 when it cannot run: %j', async (args, message) => {
    const { code, stderr } = await destkit(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
