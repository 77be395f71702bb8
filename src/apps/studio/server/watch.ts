import { stat } from 'node:fs/promises';
import type { FileChange } from '../contract';
import { filesBelow, listFiles, readChange, type Places } from './folder';

const INTERVAL_MS = 700;
/** There are many goldens, and they change more rarely than the workflow. */
const GOLDENS_EVERY = 4;
const ASKED_AT_ONCE = 64;

/**
 * Tells which files have changed. It looks at times and sizes: that works on every system and file system and with every
 * editor, and costs a few milliseconds; a watcher of the system's own for each of a thousand folders would cost more.
 */
export class FolderWatch {
  private known: ReadonlyMap<string, string> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private turn = 0;
  private readonly listeners = new Set<(change: FileChange) => void>();

  constructor(private readonly places: Places) {}

  /** Hears of every change from now on, until the function that it gives is called. */
  listen(listener: (change: FileChange) => void): () => void {
    this.listeners.add(listener);
    this.timer ??= this.schedule();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        this.stop();
      }
    };
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.known = undefined;
    this.turn = 0;
  }

  private schedule(): NodeJS.Timeout {
    return setTimeout(
      () => {
        void this.look().finally(() => {
          if (this.timer) {
            this.timer = this.schedule();
          }
        });
      },
      this.known ? INTERVAL_MS : 0,
    ).unref();
  }

  private async look(): Promise<void> {
    const before = this.known;
    const withGoldens = this.turn++ % GOLDENS_EVERY === 0;
    const paths = await listFiles(this.places);
    const goldens = withGoldens ? await filesBelow(this.places.goldenRoot) : [];
    const now = await marksOf([...paths, ...goldens]);
    const isSeen = (path: string) => withGoldens || !this.isGolden(path);
    const kept = [...(before ?? [])].filter(([path]) => !isSeen(path));
    this.known = new Map([...kept, ...now]);
    if (!before) {
      return;
    }
    const changed = [...now].flatMap(([path, mark]) => (before.get(path) === mark ? [] : [path]));
    const gone = [...before.keys()].filter((path) => isSeen(path) && !now.has(path));
    for (const path of [...changed, ...gone]) {
      const change = await readChange(path);
      this.listeners.forEach((listener) => {
        listener(change);
      });
    }
  }

  private isGolden(path: string): boolean {
    return path.startsWith(this.places.goldenRoot);
  }
}

async function marksOf(paths: readonly string[]): Promise<Map<string, string>> {
  const marks = new Map<string, string>();
  for (let index = 0; index < paths.length; index += ASKED_AT_ONCE) {
    await Promise.all(
      paths.slice(index, index + ASKED_AT_ONCE).map(async (path) => {
        const stats = await stat(path).catch(() => undefined);
        if (stats) {
          marks.set(path, `${String(stats.mtimeMs)} ${String(stats.size)} ${String(stats.ino)}`);
        }
      }),
    );
  }
  return marks;
}
