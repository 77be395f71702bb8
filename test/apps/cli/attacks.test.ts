import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandNames } from '../../../src/apps/cli/program';
import { TOKEN_HEADER } from '../../../src/apps/studio/contract';
import { inCI } from '../../inCI';
import { attackFolder, type AttackFolder } from '../../runtime/destination/attackFolder';
import { refusals } from '../../runtime/destination/refusals';
import { commands, FOLDER } from './attackCommands';
import { measured, type Measured } from './measured';

const CODE_BY_PATH = 'code-by-path';
const LINKED = 'code-by-symbolic-link';
const MOST_SECONDS = 5;
const MOST_MEGABYTES = 300;

/** All of them take minutes. Without a command, test/runtime/destination/attacks.test.ts tries each. */
const areAll = process.env.ALL_ATTACKS === 'true';
if (!areAll) {
  console.log(
    `Of all attacks but one, each is tried with ${inCI ? 'one command' : 'no command'} only: the others run with ALL_ATTACKS=true.`,
  );
}

/** A link cannot be kept in the repository for every system. */
function prepare(name: string): AttackFolder {
  const attack = attackFolder(name === LINKED ? CODE_BY_PATH : name);
  if (name === LINKED) {
    const workflow = join(attack.folder, 'workflow.yaml');
    writeFileSync(workflow, readFileSync(workflow, 'utf8').replace('./evil.js', './evil.json'));
    symlinkSync('evil.js', join(attack.folder, 'evil.json'));
  }
  return attack;
}

const all: Record<string, [problem: string, rule: string]> = {
  ...refusals,
  [LINKED]: ['FILE_SYNTAX', 'yaml-and-schema'],
};

const tries = Object.entries(all).flatMap(([name, [problem, rule]], index) =>
  commands
    .filter((_, at) => areAll || name === CODE_BY_PATH || (inCI && at === index % commands.length))
    .map(([args, code]) => {
      const error =
        args[0] === 'lint' || args[0] === 'check' ? rule : (/[A-Z]+(?:_[A-Z]+)+/.exec(problem)?.[0] ?? '');
      return { name, args, code, error };
    }),
);

async function run({ project, marker }: AttackFolder, args: string[]): Promise<Measured> {
  const finished = await measured(args, '', project, marker);
  expect(finished.seconds).toBeLessThan(MOST_SECONDS);
  expect(finished.megabytes).toBeLessThan(MOST_MEGABYTES);
  return finished;
}

it('has every command that loads a folder', () => {
  const tried = new Set(commands.map(([[name]]) => name));
  expect(commandNames.filter((name) => !tried.has(name))).toEqual(
    ['format', 'import-goldens', 'language-server', 'new', 'studio'].sort(
      (first, second) => commandNames.indexOf(first) - commandNames.indexOf(second),
    ),
  );
});

it.each(tries)('$name is refused, and does not run: destkit $args', async ({ name, args, code, error }) => {
  const attack = prepare(name);
  const { stdout, stderr, ...finished } = await run(attack, args);
  expect(finished).toMatchObject({ code });
  expect(stdout + stderr).toContain(`error[${error}]`);
  expect(attack.hasRun()).toBe(false);
});

describe('the studio', () => {
  it.each(areAll ? Object.keys(all) : [CODE_BY_PATH])('shows %s, and does not run it', async (name) => {
    const attack = prepare(name);
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
});

it('runs code with --allow-code', async () => {
  const attack = prepare(CODE_BY_PATH);
  const { code } = await run(attack, ['transform', FOLDER, '--allow-code', '--help']);
  expect(code).toBe(0);
  expect(attack.hasRun()).toBe(false);
  const { stdout } = await run(attack, ['test', FOLDER, '--allow-code']);
  expect(stdout).toContain('1 of 1 goldens differ');
  expect(attack.hasRun()).toBe(true);
});
