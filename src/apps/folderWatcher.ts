import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import Watchpack from 'watchpack';

/** What editors leave beside a file while they save it, and what is no part of a destination. */
const IGNORED = /^\.|~$|^node_modules$/;
/** An editor saves in several steps, and a checkout writes many files: one report for what comes within this time. */
const QUIET_MS = 80;

/** What is watched. A path that does not exist yet is waited for. */
export interface WatchedPlaces {
  /** Folders, with everything below them. */
  folders: readonly string[];
  files?: readonly string[];
}

/** Reports which files have changed, come or gone, once nothing has changed for a moment. */
export class FolderWatcher {
  /** Changes since this instant are reported for the places that are added later, too. */
  private readonly startTime = Date.now();
  private roots = new Set<string>();
  private readonly watchpack = new Watchpack({
    aggregateTimeout: QUIET_MS,
    ignored: (path: string) => !this.roots.has(path) && IGNORED.test(basename(path)),
  });

  /**
   * @param places asked again after each change, because a manifest may name other files then
   * @param onChange gets the absolute paths; also those of folders that came or went
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
