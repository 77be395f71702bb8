import { FolderWatcher } from '../../folderWatcher';
import type { FileChange } from '../contract';
import { readChange, watchedPlaces, type Places } from './folder';

/** Reports which files of a destination have changed, for as long as there are listeners. */
export class FolderWatch {
  private watcher: FolderWatcher | undefined;
  private readonly listeners = new Set<(change: FileChange) => void>();

  constructor(private readonly places: Places) {}

  /** Calls the listener at every change from now on, until the returned function is called. */
  listen(listener: (change: FileChange) => void): () => void {
    this.listeners.add(listener);
    this.watcher ??= new FolderWatcher(
      () => watchedPlaces(this.places),
      (paths) => void this.report(paths),
    );
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        this.stop();
      }
    };
  }

  stop(): void {
    this.watcher?.close();
    this.watcher = undefined;
  }

  private async report(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const change = await readChange(path);
      this.listeners.forEach((listener) => {
        listener(change);
      });
    }
  }
}
