import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { destkit, folderWith, parseLines } from './process';

const config = '{"apiKey": "koacme"}';
const track = '{"type":"track","event":"Order Completed","anonymousId":"a-1"}';

const transform = (folder: string, args: string[], input = '') =>
  destkit(['transform', 'kochava', ...args], input, folder);

describe('destkit transform', () => {
  it('answers each line, in order, and goes on after a bad one', async () => {
    const folder = folderWith({ 'good.json': config });
    const { code, stdout } = await transform(
      folder,
      ['--config', 'good.json'],
      'not json\n{"type":"track"}\n',
    );
    expect(code).toBe(0);
    expect(parseLines(stdout)).toMatchObject([
      { line: 1, outcome: 'rejected', error: { code: 'LINE_NOT_JSON', status: 400, destination: 'kochava' } },
      { line: 2, outcome: 'transformed', requests: [{ body: { JSON: { action: 'event' } } }] },
    ]);
    expect(stdout).not.toContain('not json');
    expect(stdout).not.toContain('"warnings"');
  });

  it('exits with 1 under --strict when an event was rejected', async () => {
    const folder = folderWith({ 'good.json': config });
    const bad = await transform(folder, ['--config', 'good.json', '--strict'], `${track}\nnot json\n`);
    expect(bad.code).toBe(1);
    const good = await transform(folder, ['--config', 'good.json', '--strict'], `${track}\n`);
    expect(good.code).toBe(0);
  });

  it('reads a JSON array, and a gzipped file', async () => {
    const folder = folderWith({ 'good.json': config, 'array.json': ` [\n${track},\n${track}]` });
    writeFileSync(join(folder, 'events.ndjson.gz'), gzipSync(`${track}\n${track}\n${track}\n`));
    const array = await transform(folder, ['array.json', '--config', 'good.json']);
    expect(parseLines(array.stdout).map(({ outcome }) => outcome)).toEqual(['transformed', 'transformed']);
    const gzipped = await transform(folder, ['events.ndjson.gz', '--config', 'good.json']);
    expect(parseLines(gzipped.stdout).map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  it('lets a host event keep its own settings', async () => {
    const folder = folderWith({ 'good.json': config });
    const own = `{"message":${track},"destination":{"Config":{"apiKey":"own"}},"metadata":{"jobId":1}}`;
    const bare = `{"message":${track},"metadata":{"jobId":1}}`;
    const { stdout } = await transform(folder, ['--config', 'good.json'], `${own}\n${bare}\n`);
    expect(parseLines(stdout)).toMatchObject([
      { requests: [{ body: { JSON: { kochava_app_id: 'own' } } }] },
      { requests: [{ body: { JSON: { kochava_app_id: 'koacme' } } }] },
    ]);
  });

  it('never reads env.NAME from settings that come with an event', async () => {
    const own = `{"message":${track},"destination":{"Config":{"apiKey":"env.HOME"}}}`;
    const { stdout } = await transform(folderWith({}), [], `${own}\n`);
    expect(parseLines(stdout)).toMatchObject([
      { requests: [{ body: { JSON: { kochava_app_id: 'env.HOME' } } }] },
    ]);
  });

  it('reads env.NAME from the config file, and says which variable is not set', async () => {
    const folder = folderWith({ 'env.yaml': 'apiKey: env.ACME_APP_GUID\n' });
    const args = ['transform', 'kochava', '--config', 'env.yaml'];
    const set = await destkit(args, track, folder, { ACME_APP_GUID: 'from-env' });
    expect(set.stdout).toContain('"kochava_app_id":"from-env"');
    const unset = await destkit(args, track, folder);
    expect(unset.code).toBe(2);
    expect(unset.stderr).toContain('the environment variable ACME_APP_GUID (for config.apiKey) is not set');
    expect(unset.stderr).toContain('env.yaml:1:9');
  });

  it('honours --limit, --pretty and --output', async () => {
    const folder = folderWith({ 'good.json': config });
    const args = ['--config', 'good.json', '--limit', '2', '--output', 'out.ndjson'];
    const { stdout } = await transform(folder, args, `${track}\n${track}\n${track}\n`);
    expect(stdout).toBe('');
    expect(parseLines(readFileSync(join(folder, 'out.ndjson'), 'utf8'))).toHaveLength(2);
    const pretty = await transform(folder, ['--config', 'good.json', '--pretty'], track);
    expect(pretty.stdout).toContain('\n  "outcome": "transformed",\n');
  });

  it.each([
    ['{}', 'config.apiKey is required', 'config.json:1:1'],
    ['{"apikey": "x"}', 'config.apikey is not a known key; did you mean apiKey?', 'config.json:1:2'],
    [
      '{\n  "apiKey": "x",\n  "unmapedEventNames": "lower"\n}',
      'did you mean unmappedEventNames?',
      'config.json:3:3',
    ],
    [
      '{\n  "apiKey": "x",\n  "unmappedEventNames": "upper"\n}',
      'must be one of "keep", "lower"',
      'config.json:3:25',
    ],
    ['{"apiKey": ', 'error[FILE_SYNTAX]', 'config.json:1:'],
  ])('refuses the settings %j, naming file, line, column and key', async (content, problem, place) => {
    const folder = folderWith({ 'config.json': content });
    const { code, stdout, stderr } = await transform(folder, ['--config', 'config.json'], track);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(problem);
    expect(stderr).toContain(place);
    expect(stderr).toContain('fix: ');
    expect(stderr).not.toContain('undefined');
  });

  it.each([
    [['transform', 'kochva'], 'did you mean kochava?'],
    [['transform', 'kochava', 'no-such.ndjson'], 'no-such.ndjson'],
    [['transform', 'kochava', '--config', 'no-such.json'], 'no-such.json'],
    [['transform', 'kochava', '--profile', 'fancy'], '--profile must be one of'],
    [['transform', 'kochava', '--engine', 'steam'], 'steam'],
    [['transform', 'kochava', '--limit', '0'], 'whole number'],
    [['transform', 'kochava', '--output', 'no/such/folder/out.ndjson'], 'no/such/folder/out.ndjson'],
    [['transfrom', 'kochava'], 'transform'],
    [['transform'], 'name'],
  ])('exits with 2 for wrong usage: %j', async (args, text) => {
    const { code, stderr } = await destkit(args, track, folderWith({}));
    expect({ code, named: stderr.includes(text) || stderr }).toEqual({ code: 2, named: true });
  });

  it('prints nothing on stderr while a large output is written', async () => {
    const folder = folderWith({ 'good.json': config, 'events.ndjson': `${track}\n`.repeat(5000) });
    const args = ['events.ndjson', '--config', 'good.json', '--output', 'out.ndjson'];
    expect(await transform(folder, args)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(parseLines(readFileSync(join(folder, 'out.ndjson'), 'utf8'))).toHaveLength(5000);
  });

  it('stops quietly when its reader has seen enough', () => {
    const folder = folderWith({ 'good.json': config, 'events.ndjson': `${track}\n`.repeat(2000) });
    const script = `"$NODE" "$MAIN" transform kochava events.ndjson --config good.json | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const env = {
      ...process.env,
      NODE: process.execPath,
      MAIN: join(__dirname, '../../../dist/apps/cli/main.js'),
    };
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, env, encoding: 'utf8' });
    expect(stdout.trim().split('\n').at(-1)).toBe('0');
    expect(stderr).toBe('');
  });
});
