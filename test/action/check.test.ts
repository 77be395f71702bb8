import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasGit } from '../hasGit';
import { temporaryFolder } from '../temporaryFolder';
import { fencesOf } from '../tools/docs/markdown';
import {
  blockOf,
  createRepository,
  git,
  GOLDEN,
  mergeEdit,
  PAGE,
  runAction,
  steady,
  WORKFLOW,
  type Edit,
} from './repository';

const SCHEMA = 'destinations/acme/request.schema.json';
const TIME = '        "time": $outputs.message.timestamp,\n';
const withoutUser: Edit = [
  WORKFLOW,
  '        "user_id": $first($outputs.message.userId, $outputs.message.anonymousId),\n',
  '',
];

const edits: Record<string, { code: number; edits: Edit[] }> = {
  good: {
    code: 0,
    edits: [
      [WORKFLOW, TIME, `${TIME}        "source": "shop",\n`],
      [
        SCHEMA,
        '"time": {',
        '"source": { "description": "The source of the event.", "type": "string" },\n    "time": {',
      ],
      [GOLDEN, '"properties": {', '"source": "shop",\n          "properties": {'],
    ],
  },
  breaking: { code: 1, edits: [withoutUser] },
  syntaxError: {
    code: 1,
    edits: [[WORKFLOW, '$validateConfig(destination.Config)', '$validateConfig(destination.Config']],
  },
};

async function repositoryWith(changes: readonly Edit[]): Promise<string> {
  const folder = await createRepository();
  mergeEdit(folder, changes);
  return folder;
}

function readExpected(name: string): string {
  return readFileSync(join(__dirname, 'expected', name), 'utf8');
}

if (!hasGit) {
  console.log('The check of pull requests is not tested: there is no git.');
}

(hasGit ? describe : describe.skip)('the action, in a repository', () => {
  it('has the files that the page shows', async () => {
    const files = git(await createRepository(), 'ls-files')
      .trim()
      .split('\n');
    const layout = blockOf('layout').trim().split('\n');
    expect(layout).toEqual(files);
    expect(fencesOf(PAGE).length).toBeGreaterThan(5);
  });

  it.each(Object.keys(edits))('%s edit: exit code, annotations and comment', async (name) => {
    const edit = edits[name];
    const folder = await repositoryWith(edit?.edits ?? []);
    const temporary = temporaryFolder();
    const summary = join(temporaryFolder(), 'summary.md');
    const result = await runAction(folder, { GITHUB_STEP_SUMMARY: summary, TMPDIR: temporary });
    expect(steady(readFileSync(summary, 'utf8'))).toBe(readExpected(`${name}.md`));
    expect(result).toEqual({ code: edit?.code, stdout: readExpected(`${name}.txt`), stderr: '' });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('accepts a breaking change if the input allows it, and warns', async () => {
    const changed: Edit = [GOLDEN, '"user_id": "u-48213",\n', ''];
    const folder = await repositoryWith([withoutUser, changed]);
    expect((await runAction(folder)).code).toBe(1);
    const { code, stdout } = await runAction(folder, { DESTKIT_ALLOW_BREAKING: 'true' });
    expect(code).toBe(0);
    expect(stdout).toContain(
      '::warning file=destinations/acme/destination.yaml,line=1,title=changes::acme: 1 change, 1 breaking (allowed)\n',
    );
  });

  it('fails if the coverage is too low, at the place that no golden reaches', async () => {
    const branch = '        "time": $outputs.message.timestamp ? $outputs.message.timestamp : "never",\n';
    const folder = await repositoryWith([[WORKFLOW, TIME, branch]]);
    const { code, stdout } = await runAction(folder, { DESTKIT_THRESHOLD: '100' });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::error file=destinations\/acme\/destination.yaml,line=1,title=coverage::acme: .*required: 100 %25\)$/m,
    );
    const lines = readFileSync(join(folder, WORKFLOW), 'utf8').split('\n');
    const line = String(lines.indexOf(branch.trimEnd()) + 1);
    const column = String(branch.indexOf('"never"') + 1);
    expect(stdout).toContain(
      `::warning file=${WORKFLOW},line=${line},col=${column},title=coverage::no golden reaches: right side of ?:\n`,
    );
    expect((await runAction(folder, { DESTKIT_THRESHOLD: '' })).code).toBe(0);
  });

  it('fails if a file is not in the layout', async () => {
    const folder = await repositoryWith([[WORKFLOW, TIME, TIME.replace(': ', ':    ')]]);
    const { code, stdout } = await runAction(folder);
    expect(code).toBe(1);
    expect(stdout).toContain(
      '::error file=destinations/acme/procWorkflow.yaml,line=1,title=format::run: destkit format destinations/acme\n',
    );
    expect(stdout).toContain('FAIL  format    1 file to format');
  });

  it('does not compare a new destination', async () => {
    const folder = await createRepository();
    git(folder, 'commit', '-q', '--allow-empty', '-m', 'Do nothing');
    git(folder, 'mv', 'destinations/acme', 'destinations/zebra');
    const manifest = join(folder, 'destinations/zebra/destination.yaml');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('name: acme', 'name: zebra'));
    const { code, stdout } = await runAction(folder);
    expect([code, stdout]).toEqual([0, expect.stringContaining('-     changes   not compared')]);
  });

  it.each([
    [{ DESTKIT_BASE: 'no-such-branch' }, 'there is no commit "no-such-branch"'],
    [{ DESTKIT_DESTINATIONS: 'acme nothing' }, 'nothing'],
    [{ DESTKIT_DESTINATIONS: 'acme --report=x' }, 'must not start with a hyphen'],
    [{ DESTKIT_THRESHOLD: 'much' }, 'It must be a number from 0 to 100.'],
    [{ DESTKIT_BASE: '$(touch planted)' }, 'there is no commit "$(touch planted)"'],
  ])('%j is wrong usage, and writes no comment', async (variables, message) => {
    const folder = await createRepository();
    const { code, stderr } = await runAction(folder, { DESTKIT_BASE: '', ...variables });
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });
});
