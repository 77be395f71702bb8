import { existsSync, readdirSync, watch, type FSWatcher } from 'node:fs';
import { dirname, join } from 'node:path';
import { createError } from '../../../runtime/errors/destkitError';

/** What editors leave beside a file while they save it, and what is no part of a destination. */
const ignored = /^\.|~$|^node_modules$/;

/**
 * Tells of every change of a file below some folders. Each folder is watched by itself: what Node offers for whole trees
 * watches the files on Linux, and loses sight of one that an editor replaces as it saves (seen with Node 20).
 */
export class FolderWatcher {
  private readonly watchers = new Map<string, FSWatcher>();

  /** @param onChange gets the path of a file, or of a folder that came or went */
  constructor(private readonly onChange: (path: string) => void) {}

  /** How many folders are watched, those inside others included. */
  get size(): number {
    return this.watchers.size;
  }

  /**
   * Watches these folders and everything below them, and nothing else any more. A folder that is not there is waited for in
   * the nearest one above it.
   *
   * @throws FOLDER_UNWATCHABLE
   */
  follow(roots: readonly string[]): void {
    const wanted = new Set(
      roots.flatMap((root) => (existsSync(root) ? foldersBelow(root) : [nearest(root)])),
    );
    for (const [folder, watcher] of this.watchers) {
      if (!wanted.has(folder)) {
        watcher.close();
        this.watchers.delete(folder);
      }
    }
    for (const folder of wanted) {
      if (!this.watchers.has(folder)) {
        this.add(folder);
      }
    }
  }

  close(): void {
    this.follow([]);
  }

  private add(folder: string): void {
    try {
      const watcher = watch(folder, (_, name) => {
        if (name !== null && !ignored.test(name)) {
          this.onChange(join(folder, name));
        }
      });
      watcher.on('error', () => {
        // The folder is gone; follow() finds it again when it comes back.
        this.watchers.delete(folder);
        watcher.close();
      });
      this.watchers.set(folder, watcher);
    } catch (error) {
      const { code = 'error' } = error as NodeJS.ErrnoException;
      // It went while it was looked for: the folder above tells of it.
      if (code !== 'ENOENT') {
        throw createError('FOLDER_UNWATCHABLE', { folder, problem: code });
      }
    }
  }
}

function foldersBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const inside = entries.filter((entry) => entry.isDirectory() && !ignored.test(entry.name));
    return [folder, ...inside.flatMap(({ name }) => foldersBelow(join(folder, name)))];
  } catch {
    return [];
  }
}

function nearest(folder: string): string {
  const above = dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearest(above);
}
