import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineNames } from '../../../src/runtime/destination/destination';
import { loadDestination } from '../../../src/runtime/destination/load';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import { readCases } from '../../../src/tools/goldens/cases';
import { runGolden } from '../../../src/tools/goldens/run';
import { lintDestination } from '../../../src/tools/lint/run';
import { startSandbox } from '../../../src/io/sandbox/sandbox';
import { destkit, folderWith, parseLines } from '../../apps/cli/process';

/** A second destination, made with `destkit new`: whatever only Kochava could do would show here. */
const folder = join(__dirname, '../../fixtures/destinations/webhook');
const example = join(folder, 'goldens/processor/event-is-posted-as-it-is-and-signed/input.json');
const config = join(folder, 'examples/config.json');
const { secret } = JSON.parse(readFileSync(config, 'utf8')) as { secret: string };

interface Request {
  endpoint: string;
  headers: Record<string, string>;
  body: { JSON_ARRAY: { batch: string } };
}

const sign = (text: string) => `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;

describe('a second destination', () => {
  it('lints clean', async () => {
    expect((await lintDestination(folder, nodeFiles)).findings).toEqual([]);
  });

  it.each(engineNames)('holds its goldens on the %s engine', async (engine) => {
    const destination = await loadDestination(folder);
    const cases = readCases(destination);
    expect(new Set(cases.map(({ feature }) => feature))).toEqual(new Set(['processor', 'sandbox']));
    const failed: unknown[] = [];
    for (const golden of cases) {
      failed.push(...(await runGolden(destination, golden, engine)).differences);
    }
    expect(failed).toEqual([]);
  });

  it('transforms an event by its path, and signs the exact text that is sent', async () => {
    const { code, stdout } = await destkit(['transform', folder, example, '--validate', '--strict']);
    expect(code).toBe(0);
    const [result] = parseLines(stdout) as unknown as { requests: Request[] }[];
    const [request] = result?.requests ?? [];
    expect(request?.endpoint).toBe('https://hooks.example.com/hooks/orders');
    expect(request?.headers['X-Signature']).toBe(sign(request?.body.JSON_ARRAY.batch ?? ''));
  });

  it('is tested by the path of its folder, with the goldens in there', async () => {
    const { code, stdout } = await destkit(['test', folder]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^webhook: \d+ goldens hold/)]);
  });

  it('sends requests whose signature its sandbox finds genuine, and no others', async () => {
    const destination = await loadDestination(folder);
    const sandbox = await startSandbox({ destination, config: { path: '/hooks/orders', secret } });
    const post = async (text: string, signature: string) => {
      const headers = { 'x-signature': signature, 'content-type': 'application/json' };
      const response = await fetch(`${sandbox.origin}/hooks/orders`, { method: 'POST', headers, body: text });
      return response.status;
    };
    const text = '{"type":"track"}';
    expect([await post(text, sign(text)), await post(`${text} `, sign(text))]).toEqual([202, 401]);
    await sandbox.close();

    const journal = join(folderWith({}), 'journal');
    const args = ['deliver', folder, example, '--config', config, '--sandbox', '--journal', journal];
    const delivered = await destkit(args);
    expect([delivered.code, delivered.stdout]).toEqual([
      0,
      expect.stringContaining('1 delivered, 0 rejected'),
    ]);
  });
});
