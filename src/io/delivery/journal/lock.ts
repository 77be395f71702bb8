import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createError } from '../../../runtime/errors/destkitError';

interface Owner {
  pid: number;
  host: string;
  /**
   * The start time of the process as Linux reports it; empty on other systems. It distinguishes a process from a
   * later one with the same pid.
   */
  started: string;
}

/**
 * Locks a journal for this process. If the owner of the lock is dead, the lock is taken over immediately, so that a
 * killed run can be resumed immediately. Lock files with a heartbeat, which expire only by age, would not allow this.
 *
 * @returns a function that releases the lock
 * @throws JOURNAL_IN_USE
 */
export function lockJournal(folder: string): () => void {
  const lock = join(folder, 'lock');
  const own = `${lock}.${String(process.pid)}`;
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), started: startOf(process.pid) });
  // A link appears either with the whole content or not at all.
  writeFileSync(own, mine);
  try {
    for (let tries = 0; !tryLink(own, lock); tries += 1) {
      const found = readText(lock);
      const owner = parseOwner(found);
      if (tries > 10 || (owner && isAlive(owner))) {
        throw createError('JOURNAL_IN_USE', {
          journal: folder,
          owner: owner ? `process ${String(owner.pid)} on ${owner.host}` : 'another process',
        });
      }
      removeStale(lock, found, `${own}.stale`);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (readText(lock) === mine) {
      rmSync(lock, { force: true });
    }
  };
}

/** Moves the lock away, and restores it if another process has taken it in between. */
function removeStale(lock: string, stale: string | undefined, aside: string): void {
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (readText(aside) !== stale) {
    tryLink(aside, lock);
  }
  rmSync(aside, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parseOwner(text: string | undefined): Owner | undefined {
  try {
    const { pid, host, started } = JSON.parse(text ?? '') as Partial<Owner>;
    return typeof pid === 'number' && typeof host === 'string'
      ? { pid, host, started: started ?? '' }
      : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, started }: Owner): boolean {
  if (host !== hostname()) {
    // It is impossible to know here; the error message explains what to do.
    return true;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startOf(pid) === started;
}

/** The 22nd field of /proc/PID/stat. The second one, a name in brackets, may contain spaces. */
function startOf(pid: number): string {
  const stat = readText(`/proc/${String(pid)}/stat`) ?? '';
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
