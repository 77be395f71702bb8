import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith, parseLines } from './process';

describe('destkit new', () => {
  it('ends its help with examples', async () => {
    expect((await destkit(['new', '--help'])).stdout).toContain('Examples:\n  destkit new webhook\n');
  });

  it('writes a destination that lint, test and transform take by its path at once', async () => {
    const folder = folderWith({});
    const made = await destkit(['new', 'push-hub'], '', folder);
    expect(made.code).toBe(0);
    const files = readdirSync(join(folder, 'push-hub'), { recursive: true, withFileTypes: true });
    expect(files.filter((entry) => entry.isFile())).toHaveLength(8);
    expect(made.stdout).toContain('./push-hub/procWorkflow.yaml\n');

    const linted = await destkit(['lint', './push-hub'], '', folder);
    expect([linted.code, linted.stdout]).toEqual([0, expect.stringMatching(/^push-hub: nothing found/)]);
    const tested = await destkit(['test', './push-hub'], '', folder);
    expect([tested.code, tested.stdout]).toEqual([0, expect.stringMatching(/^push-hub: 1 golden holds/)]);
    const example = 'push-hub/goldens/processor/track-call-is-sent/input.json';
    const transformed = await destkit(['transform', './push-hub', example, '--strict'], '', folder);
    expect([transformed.code, parseLines(transformed.stdout)[0]?.outcome]).toEqual([0, 'transformed']);
  });

  it('is found by its name in ./destinations', async () => {
    const folder = folderWith({});
    await destkit(['new', 'push-hub', '--dir', 'destinations'], '', folder);
    expect((await destkit(['test', 'push-hub'], '', folder)).code).toBe(0);
  });

  it('drafts from a sample, and the commands in its README run', async () => {
    const folder = folderWith({ 'sample.json': '{"event": "Signup", "lines": [{"sku": "A-1"}]}' });
    expect((await destkit(['new', 'push-hub', '--from-sample', 'sample.json'], '', folder)).code).toBe(0);
    const readme = readFileSync(join(folder, 'push-hub/README.md'), 'utf8');
    const commands = [...readme.matchAll(/^npx destkit (.*)$/gm)].map(([, command = '']) => command);
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      expect([command, (await destkit([...command.split(' ')], '', folder)).code]).toEqual([command, 0]);
    }
  });

  it('refuses to write over anything, and says what to do', async () => {
    const folder = folderWith({});
    await destkit(['new', 'push-hub'], '', folder);
    const again = await destkit(['new', 'push-hub'], '', folder);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('error[FOLDER_EXISTS] push-hub already exists');
    expect(again.stderr).toContain('fix: Choose another name');
  });

  it('rejects a sample that is not JSON, with the position, or not an object', async () => {
    const folder = folderWith({ 'broken.json': '{"a": 1,\n  b: 2}', list: '[1]' });
    const broken = await destkit(['new', 'push-hub', '--from-sample', 'broken.json'], '', folder);
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining('broken.json:2:3')]);
    const list = await destkit(['new', 'push-hub', '--from-sample', 'list'], '', folder);
    expect([list.code, list.stderr]).toEqual([2, expect.stringContaining('it must be one JSON object')]);
    expect(readdirSync(folder).sort()).toEqual(['broken.json', 'list']);
  });
});
