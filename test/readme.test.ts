import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandNames } from '../src/apps/cli/program';
import { loadDestination } from '../src/runtime/destination/load';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
const blocks = [...readme.matchAll(/```json[^\n]*\n([\s\S]*?)```/g)].map(
  ([, text = '']) => JSON.parse(text) as unknown,
);

describe('the README', () => {
  it('has a row for each command', () => {
    const rows = [...readme.matchAll(/^\| `destkit ([\w-]+)/gm)].map(([, name = '']) => name);
    expect(rows.sort()).toEqual([...commandNames].sort());
  });

  it('shows the request that its event becomes', async () => {
    const [message, shown] = blocks;
    const Config = { apiKey: 'koacme-outfitters-demo-4f7k2q' };
    const result = await (await loadDestination('kochava')).transform({ message, destination: { Config } });
    expect({ ...result, line: 1 }).toEqual({ ...(shown as object), warnings: [] });
  });

  it('shows the rejection that an unsupported event becomes', async () => {
    const shown = blocks[2] as { error: object };
    const event = { message: { type: 'identify' }, destination: { Config: { apiKey: 'k' } } };
    const result = await (await loadDestination('kochava')).transform(event);
    expect(result).toMatchObject({ outcome: 'rejected', error: shown.error });
  });
});
