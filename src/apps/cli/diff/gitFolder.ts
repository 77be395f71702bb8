import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { MANIFEST } from '../../../runtime/destination/locate';
import { listSchemas } from '../../../runtime/destination/manifestFiles';
import { createError } from '../../../runtime/errors/destkitError';
import { TextDocument } from '../../../runtime/schema/document';

const execute = promisify(execFile);

/** A destination folder as it was in a commit, written to a temporary folder. */
export interface PastFolder {
  path: string;
  commit: string;
  remove(): void;
}

/**
 * Writes a destination folder, and the schemas that its manifest names, as they were in a commit. Git only reads: the
 * repository, its index and its working tree do not change.
 *
 * @param ref a commit, a branch or a tag
 * @throws USAGE when there is no repository, no such commit or no such folder in it
 */
export async function readPastFolder(folder: string, ref: string): Promise<PastFolder> {
  const root = await findRoot(folder);
  const commit = await resolveRef(root, ref);
  const inside = relative(root, realpathSync(folder)).split(sep).join('/');
  const target = mkdtempSync(join(tmpdir(), 'destkit-diff-'));
  const remove = () => {
    process.off('exit', remove);
    rmSync(target, { recursive: true, force: true });
  };
  // A command that is ended because it is blocked leaves out its `finally`.
  process.on('exit', remove);
  try {
    await writeFiles(root, commit, inside === '' ? '.' : inside, target);
    const path = join(target, inside);
    for (const file of await schemaFiles(root, commit, inside, ref)) {
      await writeFiles(root, commit, file, target);
    }
    return { path, commit, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The id of a commit, branch or tag. @throws USAGE when there is no repository or no such commit */
export async function readCommitId(folder: string, ref: string): Promise<string> {
  return resolveRef(await findRoot(folder), ref);
}

async function findRoot(folder: string): Promise<string> {
  return git(folder, ['rev-parse', '--show-toplevel']).catch(() => {
    throw createError('USAGE', {
      problem: `${folder} is not in a git repository, so there is nothing to compare it with`,
    });
  });
}

/** Git gets the ref as an argument, and could interpret it as an option or as several revisions. */
async function resolveRef(root: string, ref: string): Promise<string> {
  const isPlain = /^[A-Za-z0-9_@][\w./@{}~^+-]*$/.test(ref) && !ref.includes('..');
  const commit = isPlain
    ? await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).catch(
        () => '',
      )
    : '';
  if (commit === '') {
    throw createError('USAGE', {
      problem: `there is no commit "${ref}" in this repository; use a branch, a tag or a commit`,
    });
  }
  return commit;
}

/** The schemas of a manifest that are outside of its folder, relative to the root of the repository. */
async function schemaFiles(root: string, commit: string, inside: string, ref: string): Promise<string[]> {
  const name = inside === '' ? MANIFEST : `${inside}/${MANIFEST}`;
  const text = await git(root, ['cat-file', 'blob', `${commit}:${name}`]).catch(() => {
    throw createError('USAGE', { problem: `there is no ${name} in ${ref}` });
  });
  const named = listSchemas(new TextDocument(name, text).value);
  const files = named.map(({ file }) => join(inside, file).split(sep).join('/'));
  return [...new Set(files)].filter((file) => !file.startsWith('../') && !file.startsWith(`${inside}/`));
}

/** Writes the regular files below a path of a commit; links and submodules could point elsewhere. */
async function writeFiles(root: string, commit: string, path: string, target: string): Promise<void> {
  const listing = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', path]);
  const files = listing.split('\0').flatMap((entry) => {
    const [, id, name] = /^100\d{3} blob (\w+)\t(.*)$/s.exec(entry) ?? [];
    // Git refuses to check out such a name, but lists it.
    const isInside = name?.split('/').every((part) => part !== '..' && part !== '') === true;
    return id !== undefined && name !== undefined && isInside ? [{ id, name }] : [];
  });
  const contents = await readBlobs(
    root,
    files.map(({ id }) => id),
  );
  files.forEach(({ name }, index) => {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, name), contents[index] ?? '');
  });
}

/** The contents of objects, read by a single process: `<id> blob <size>`, a line feed, the content, a line feed. */
async function readBlobs(root: string, ids: readonly string[]): Promise<Buffer[]> {
  const child = spawn('git', ['cat-file', '--batch'], { cwd: root, stdio: ['pipe', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(ids.map((id) => `${id}\n`).join(''));
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  const all = Buffer.concat(chunks);
  let offset = 0;
  return ids.map(() => {
    const end = all.indexOf('\n', offset);
    const size = Number(all.toString('utf8', offset, end).split(' ')[2]);
    const content = all.subarray(end + 1, end + 1 + size);
    offset = end + 1 + size + 1;
    return content;
  });
}

async function git(folder: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute('git', [...args], { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
  return stdout.replace(/\n$/, '');
}
