import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { destkit, type Finished } from '../apps/cli/process';
import { temporaryFolder } from '../temporaryFolder';
import { fencesOf, root } from '../tools/docs/markdown';

export const PAGE = 'docs/how-to/check-pull-requests.md';
export const WORKFLOW = 'destinations/acme/procWorkflow.yaml';
export const GOLDEN = 'destinations/acme/goldens/processor/track-call-is-sent/output.json';

/** In a file: text -> other text. */
export type Edit = [file: string, from: string, to: string];

/** The text of the page's block with this attribute. */
export function blockOf(attribute: string): string {
  const block = fencesOf(PAGE).find(({ attributes }) => attributes[attribute] !== undefined);
  if (!block) {
    throw new Error(`${PAGE} has no block with the attribute ${attribute}`);
  }
  return block.text;
}

/** The repository that the page describes, committed on the branch main. */
export async function createRepository(): Promise<string> {
  const folder = temporaryFolder();
  await destkit(['new', 'acme', '--dir', 'destinations'], '', folder);
  const workflow = join(folder, '.github/workflows/destinations.yml');
  mkdirSync(dirname(workflow), { recursive: true });
  writeFileSync(workflow, blockOf('github'));
  git(folder, 'init', '-q', '-b', 'main');
  commitAll(folder, 'Add the destination');
  return folder;
}

/** Merges an edit as GitHub does for the check of a pull request: HEAD^1 is the base. */
export function mergeEdit(folder: string, edits: readonly Edit[]): void {
  git(folder, 'switch', '-q', '-c', 'edit');
  for (const [file, from, to] of edits) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, file), text.replace(from, to));
  }
  commitAll(folder, 'Edit the destination');
  git(folder, 'switch', '-q', 'main');
  git(folder, 'merge', '-q', '--no-ff', '-m', 'Merge the edit', 'edit');
}

export function git(folder: string, ...args: string[]): string {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' });
}

function commitAll(folder: string, message: string): void {
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', message);
}

const ownVariable = /^(GITHUB|DESTKIT|CI)_/;

/** Runs a command with only these variables of GitHub, GitLab and the action. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  variables: Record<string, string>,
): Promise<Finished> {
  const rest = Object.entries(process.env).filter(([name]) => !ownVariable.test(name));
  const child = spawn(command, args, { cwd, env: { ...Object.fromEntries(rest), ...variables } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end();
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

/** What the action's step runs, with the defaults of its inputs. Other variables come on top. */
export function runAction(folder: string, variables: Record<string, string> = {}): Promise<Finished> {
  const defaults = {
    GITHUB_ACTIONS: 'true',
    DESTKIT_BASE: 'HEAD^1',
    DESTKIT_THRESHOLD: '90',
    DESTKIT_COMMENT: 'true',
  };
  return run(join(root, 'action/check.sh'), [], folder, { ...defaults, ...variables });
}

/** Without the id of the commit, which is another one each time. */
export function steady(text: string): string {
  return text.replace(/\([0-9a-f]{10}\)/g, '(commit)');
}
