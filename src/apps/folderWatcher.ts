import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import Watchpack from 'watchpack';

/** Temporary files of editors, and files that do not belong to a destination. */
const IGNORED = /^\.|~$|^node_modules$/;
/**
 * An editor saves in several steps, and a checkout writes many files. Changes within this time are reported together.
 */
const QUIET_MS = 80;

/** The watched paths. A path does not need to exist yet. */
export interface WatchedPlaces {
  /** Folders, including all subfolders. */
  folders: readonly string[];
  files?: readonly string[];
}

/** Reports which files were changed, created or deleted, once there have been no changes for a moment. */
export class FolderWatcher {
  /** Changes after this time are reported, also for places that are added later. */
  private readonly startTime = Date.now();
  private roots = new Set<string>();
  private readonly watchpack = new Watchpack({
    aggregateTimeout: QUIET_MS,
    ignored: (path: string) => !this.roots.has(path) && IGNORED.test(basename(path)),
  });

  /**
   * @param places called again after each change, because a changed manifest may name other files
   * @param onChange called with the absolute paths, including folders that were created or deleted
   */
  constructor(places: () => WatchedPlaces, onChange: (paths: readonly string[]) => void) {
    const changed = new Set<string>();
    const add = (path: string) => changed.add(path);
    this.watchpack
      .on('change', add)
      .on('remove', add)
      .on('aggregated', () => {
        this.watch(places());
        onChange([...changed]);
        changed.clear();
      });
    this.watch(places());
  }

  close(): void {
    this.watchpack.close();
  }

  private watch({ folders, files = [] }: WatchedPlaces): void {
    const absolute = (paths: readonly string[]) => paths.map((path) => resolve(path));
    const all = [...absolute(folders), ...absolute(files)];
    this.roots = new Set(all);
    this.watchpack.watch({
      directories: absolute(folders).filter((path) => existsSync(path)),
      files: absolute(files).filter((path) => existsSync(path)),
      missing: all.filter((path) => !existsSync(path)),
      startTime: this.startTime,
    });
  }
}
