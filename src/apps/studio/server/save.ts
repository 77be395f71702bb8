import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { createError } from '../../../runtime/errors/destkitError';
import { unwritable } from '../../../runtime/errors/unwritable';
import type { SaveConflict, Saved } from '../contract';
import { hashText, type Places } from './folder';

/** The file types of a destination; none that a program would execute. */
const KINDS = /\.(?:ya?ml|json|jsonata|ndjson)$/i;

/**
 * Writes files of a destination, and no others. Writes one file at a time, so that no file changes between the check
 * of the version on disk and the write.
 */
export class Saver {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly places: Places) {}

  /**
   * @param path absolute
   * @param known the hash of the version that was read; undefined for a new file
   * @throws STUDIO_PATH for a file that does not belong to the destination; OUTPUT_UNWRITABLE
   */
  save(path: string, text: string, known: string | undefined): Promise<Saved | SaveConflict> {
    const saving = this.last.then(() => this.write(path, text, known));
    this.last = saving.catch(() => undefined);
    return saving;
  }

  private async write(path: string, text: string, known: string | undefined): Promise<Saved | SaveConflict> {
    const file = await this.admit(path);
    const found = await readFile(file, 'utf8').catch(() => undefined);
    const hash = found === undefined ? undefined : hashText(found);
    if (hash !== known) {
      return found === undefined || hash === undefined
        ? { conflict: true }
        : { conflict: true, text: found, hash };
    }
    try {
      await replace(file, text);
    } catch (error) {
      throw unwritable(relative('.', file), error);
    }
    return { hash: hashText(text) };
  }

  /** The absolute path of a file that may be written. */
  private async admit(path: string): Promise<string> {
    const file = resolve(path);
    const { folder, goldenRoot, schemas } = this.places;
    const root = schemas.includes(file)
      ? dirname(file)
      : [folder, goldenRoot].find((each) => isBelow(file, each));
    const isPlain = isAbsolute(path) && !path.includes('\0') && !path.split(/[\\/]/).includes('..');
    if (root === undefined || !isPlain || !KINDS.test(file)) {
      throw createError('STUDIO_PATH', { path: basename(path) });
    }
    if (!(await isWithoutLinks(file, root))) {
      throw createError('STUDIO_PATH', { path: basename(path) });
    }
    return file;
  }
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

/** Whether there is no symbolic link between a folder and a file in it. The file does not need to exist yet. */
async function isWithoutLinks(file: string, root: string): Promise<boolean> {
  const stats = await lstat(file).catch(() => undefined);
  if (stats && !stats.isFile()) {
    return false;
  }
  let nearest = dirname(file);
  while (nearest !== root && !(await lstat(nearest).catch(() => undefined))) {
    nearest = dirname(nearest);
  }
  const [realRoot, realNearest] = await Promise.all([realOrSame(root), realOrSame(nearest)]);
  return realNearest === join(realRoot, relative(root, nearest));
}

/** A folder of goldens does not need to exist yet. */
function realOrSame(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** Concurrent readers see the old or the new text, never a part. */
async function replace(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const mode = (await lstat(file).catch(() => undefined))?.mode;
  const temporary = join(folder, `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
