import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { call } from '../../io/service/running';
import { killAll, serve } from '../../io/service/serveProcess';
import { attackFolder, runaways, type AttackFolder } from '../../runtime/destination/attackFolder';
import { hasGit } from '../../hasGit';
import { inCI } from '../../inCI';
import { checking, evaluating, FOLDER, reading } from './attackCommands';
import { measured, type Measured } from './measured';

const MOST_SECONDS = 5;
const MOST_MEGABYTES = 300;
const EVENT = '{"type": "track"}';

/** All of them take minutes, and one for each command half a minute. */
const areAll = process.env.ALL_ATTACKS === 'true';
if (!inCI && !areAll) {
  console.log(
    'Few commands are tried: each runs with one of the runaways where CI=true, with all where ALL_ATTACKS=true.',
  );
} else if (!areAll) {
  console.log('Each command is tried with one of the runaways only: the others run with ALL_ATTACKS=true.');
}

/** Runaway -> the error that its event has. */
const errors = {
  'endless-recursion': 'EVENT_TOO_DEEP',
  'endless-tail-calls': 'EVALUATION_TIMEOUT',
  'map-over-a-huge-range': 'EXPRESSION_FAILED',
};
const REGEX = 'catastrophic-regex';
const PATTERN = 'catastrophic-pattern';
const names = [REGEX, ...Object.keys(errors)];

afterAll(killAll);

function prepare(name: string): AttackFolder {
  const attack = attackFolder(name);
  const git = (...args: string[]) => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: attack.project,
    });
  };
  if (hasGit) {
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'all');
  }
  return attack;
}

async function run({ project, marker }: AttackFolder, args: string[]): Promise<Measured> {
  const finished = await measured(args, `${EVENT}\n`, project, marker);
  expect(finished.seconds).toBeLessThan(MOST_SECONDS);
  // The interpreter has only its time to end a recursion, in which its promises pile up: see SECURITY.md.
  if (!args.includes('reference')) {
    expect(finished.megabytes).toBeLessThan(MOST_MEGABYTES);
  }
  return finished;
}

const isPossible = ([name]: string[]) => hasGit || name !== 'diff';
const isTried = (at: number, name: string) =>
  areAll || ((inCI || at < names.length) && at % names.length === names.indexOf(name));

it('has a folder for each runaway', () => {
  const folders = readdirSync(runaways).filter((name) => name !== 'base' && !name.includes('.'));
  expect([...names, PATTERN].sort()).toEqual(folders.sort());
});

describe.each(Object.entries(errors))('%s', (name, error) => {
  const tried = evaluating.filter(([args], at) => isPossible(args) && isTried(at, name));
  it.each(tried)('is an error of the event: destkit %j', async (args, end) => {
    const [exitCode, text] = end(error);
    const { code, stdout, stderr } = await run(prepare(name), args);
    expect([code, stdout + stderr]).toEqual([exitCode, expect.stringContaining(text)]);
  });
});

describe('a regular expression that does not end', () => {
  const tried = evaluating.filter(([args], at) => isPossible(args) && isTried(at, REGEX));
  it.each(tried)('ends the command, which reports its position: destkit %j', async (args) => {
    const { code, stderr } = await run(prepare(REGEX), args);
    expect([code, stderr]).toEqual([2, expect.stringContaining('error[COMMAND_BLOCKED]')]);
    if (!args.includes('reference')) {
      expect(stderr).toContain('the regular expression /^(a+)+$/ has not come to an end');
      expect(stderr).toMatch(/attack\/workflow\.yaml:11:\d+ \(step request\)/);
    }
    expect(stderr).not.toContain('debugger');
  });

  const checks = checking.filter((args, at) => isPossible(args) && (areAll || (inCI && at === 1)));
  // There may be none, which `it.each` does not accept.
  (checks.length > 0 ? it.each(checks) : it.skip.each(checking))(
    'ends it as the pattern of a schema, too: destkit %s',
    async (...args) => {
      const { code, stderr } = await run(prepare(PATTERN), args);
      expect([code, stderr]).toEqual([2, expect.stringContaining('error[COMMAND_BLOCKED]')]);
    },
  );
});

describe('commands that do not run the workflow', () => {
  const tried = reading.flatMap(([args, code], at) =>
    names.flatMap((name) => (isTried(at, name) ? [{ name, args, code }] : [])),
  );
  it.each(tried)('take no notice: $name, destkit $args', async ({ name, args, code }) => {
    expect(await run(prepare(name), args)).toMatchObject({ code });
  });

  it.each([
    [REGEX, 1, 'error[slow-regex]'],
    [PATTERN, 1, 'error[slow-regex]'],
    ['endless-recursion', 0, '1 warning'],
  ])('lint them: %s', async (name, code, text) => {
    const finished = await run(prepare(name), ['lint', FOLDER]);
    expect([finished.code, finished.stdout]).toEqual([code, expect.stringContaining(text)]);
  });
});

describe('destkit serve', () => {
  const body = [{ message: { type: 'track' }, destination: { Config: {} } }];
  const limits = ['--time-limit', '200', '--block-limit', '1000'];

  it.each(areAll ? Object.keys(errors) : ['endless-recursion'])('rejects an event of %s', async (name) => {
    const { child, origin } = await serve(limits, attackFolder(name).project);
    const reply = await call(`${origin}/v0/destinations/attack`, body, { connection: 'close' });
    expect(reply.body).toMatchObject([{ statusCode: 400 }]);
    child.kill('SIGTERM');
  });

  it('does not start when a workflow blocks its first run', async () => {
    const { project, marker } = attackFolder(REGEX);
    const { code, stderr } = await measured(['serve', '--port', '0', ...limits], '', project, marker);
    expect([code, stderr]).toEqual([2, expect.stringContaining('error[WORKERS_FAILED]')]);
    expect(stderr).toContain('a worker is blocked');
  });
});
