import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandNames } from '../../../src/apps/cli/program';
import { TOKEN_HEADER } from '../../../src/apps/studio/contract';
import { attackFolder } from '../../runtime/destination/attackFolder';
import { destkit, type Finished } from './process';

const SOON_MS = 5000;
const FOLDER = 'destinations/attack';

/** Each command that loads a folder; `serve` and `list` find it by themselves. */
const commands: [args: string[], code: number][] = [
  [['lint', FOLDER], 1],
  [['test', FOLDER], 2],
  [['test', FOLDER, '--coverage'], 2],
  [['transform', FOLDER], 2],
  [['trace', FOLDER, '--event', '{"type": "track"}'], 2],
  [['deliver', FOLDER, '--dry-run', '--config', 'destinations/outside.json'], 2],
  [['mutate', FOLDER], 2],
  [['docs', FOLDER], 2],
  [['diff', FOLDER, '--against', 'HEAD'], 2],
  [['export', FOLDER, '--to', 'rudder-transformer', '--out', 'out'], 2],
  [['demo', FOLDER], 2],
  [['sandbox', FOLDER, '--port', '0'], 2],
  [['types', FOLDER], 2],
  [['validate-config', FOLDER, 'destinations/outside.json'], 2],
  [['list'], 2],
  [['serve', '--port', '0'], 2],
];

it('has every command that loads a folder', () => {
  const tried = new Set(commands.map(([[name]]) => name));
  expect(commandNames.filter((name) => !tried.has(name))).toEqual(['format', 'new', 'studio']);
});

describe('a folder whose binding is JavaScript', () => {
  const attack = attackFolder('code-by-path');
  const run = async (args: string[]): Promise<Finished> => {
    const started = performance.now();
    const finished = await destkit(args, '', attack.project, { ATTACK_MARKER: attack.marker });
    expect(performance.now() - started).toBeLessThan(SOON_MS);
    return finished;
  };

  it.each(commands)('is refused, and does not run: destkit %j', async (args, code) => {
    const finished = await run(args);
    expect(finished).toMatchObject({ code });
    const text = finished.stdout + finished.stderr;
    expect(text).toContain('./evil.js would be loaded as JavaScript and run on this machine');
    expect(text).toContain(`${FOLDER}/workflow.yaml:7:11`);
    expect(attack.hasRun()).toBe(false);
  });

  it('is not run by the studio either', async () => {
    const main = join(__dirname, '../../../dist/apps/cli/main.js');
    const child = spawn(process.execPath, [main, 'studio', FOLDER, '--port', '0'], {
      cwd: attack.project,
      env: { ...process.env, ATTACK_MARKER: attack.marker },
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    while (!text.includes('Ctrl-C')) {
      await once(child.stdout, 'data');
    }
    const [, origin = '', token = ''] = /(http:\/\/127\.0\.0\.1:\d+)\/#(\S+)/.exec(text) ?? [];
    const headers = { [TOKEN_HEADER]: token, 'content-type': 'application/json' };
    expect((await fetch(`${origin}/api/folder`, { headers })).status).toBe(200);
    const body = JSON.stringify({ requests: [], config: {} });
    const answer = await fetch(`${origin}/api/sandbox`, { method: 'POST', headers, body });
    expect(answer.ok).toBe(false);
    expect(await answer.text()).toContain('DESTINATION_INVALID');
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(attack.hasRun()).toBe(false);
  });

  it('runs with --allow-code', async () => {
    const { code } = await run(['transform', FOLDER, '--allow-code', '--help']);
    expect(code).toBe(0);
    expect(attack.hasRun()).toBe(false);
    const { stdout } = await run(['test', FOLDER, '--allow-code']);
    expect(stdout).toContain('1 of 1 goldens differ');
    expect(attack.hasRun()).toBe(true);
  });
});

describe('a folder with an expression that does not end', () => {
  it.each([
    ['a function that calls itself', '($f := function($x){ $f($x) }; $f(1))', 'EVALUATION_TIMEOUT'],
    ['a function that calls itself within', '($f := function($x){ 1 + $f($x) }; $f(1))', 'EVENT_TOO_DEEP'],
    ['a loop over a large range', '[1..10000000].($sum([1..1000]))', 'EVALUATION_TIMEOUT'],
  ])('ends with an error of the event, in every command that runs one: %s', async (_, expression, code) => {
    const attack = attackFolder();
    const workflow = join(attack.folder, 'workflow.yaml');
    writeFileSync(
      workflow,
      readFileSync(workflow, 'utf8').replace('"JSON": message', `"JSON": {"n": ${expression}}`),
    );
    const run = (...args: string[]) => destkit(args, '{"message": {"type": "track"}}', attack.project);
    const runs: [Promise<Finished>, number, string][] = [
      [run('transform', FOLDER), 0, code],
      [
        run('trace', FOLDER, '--event', `${FOLDER}/goldens/processor/an-event-is-sent/input.json`),
        0,
        'in step request (workflow.yaml:10:',
      ],
      [run('test', FOLDER), 1, code],
      [run('test', FOLDER, '--coverage'), 1, code],
      [run('test', FOLDER, '--engine', 'reference'), 1, '1 of 1 goldens differ'],
      [run('mutate', FOLDER), 2, 'does not hold even without a change'],
      [run('export', FOLDER, '--to', 'rudder-transformer', '--out', 'out'), 2, 'output.json has no outcome'],
      [run('lint', FOLDER), 0, 'attack: 1 warning'],
    ];
    for (const [running, exitCode, text] of runs) {
      const { code: actual, stdout, stderr } = await running;
      expect([actual, stdout + stderr]).toEqual([exitCode, expect.stringContaining(text)]);
    }
  });
});

it.each([['table-outside', 'FILE_OUTSIDE']])('%s ends a command with its error', async (name, code) => {
  const attack = attackFolder(name);
  const started = performance.now();
  const finished = await destkit(['transform', FOLDER], '', attack.project);
  expect(performance.now() - started).toBeLessThan(SOON_MS);
  expect(finished).toMatchObject({ code: 2, stdout: '' });
  expect(finished.stderr).toContain(`error[${code}]`);
});
