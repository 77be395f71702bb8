import { once } from 'node:events';
import { relative } from 'node:path';
import { DestkitError } from '../../../runtime/errors/destkitError';
import { renderError } from '../../../runtime/errors/render';
import { FolderWatcher } from './folderWatcher';

/** What is done again and again while files change. */
export interface WatchTask {
  /** The folders to watch; asked anew after each run, for a manifest may name others then. */
  folders(): readonly string[];
  /** Gives what there is to say. What it throws of the catalogue is said too, and the watch goes on. */
  run(): Promise<string>;
}

/** An editor saves in several steps, and a checkout writes many files: one run for what comes within this time. */
const QUIET_MS = 80;
const NAMED_FILES = 3;

/**
 * Runs a task at once and after each change, until Ctrl-C.
 *
 * @throws FOLDER_UNWATCHABLE, and whatever the task throws that is not of the catalogue
 */
export async function watchAndRun(task: WatchTask): Promise<void> {
  const changed = new Set<string>();
  let wake: () => void = () => undefined;
  const watcher = new FolderWatcher((path) => {
    changed.add(path);
    wake();
  });
  const end = new AbortController();
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => {
    end.abort();
  });
  try {
    // Before the first run, so that no change is missed.
    watcher.follow(task.folders());
    let text = await runTask(task);
    process.stdout.write(`${text}\n\nWatching ${String(watcher.size)} folders; Ctrl-C ends it.\n`);
    for (;;) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      if (changed.size === 0) {
        await Promise.race([woken, ended]);
      }
      if (end.signal.aborted) {
        return;
      }
      await settle(changed);
      const heading = nameFiles([...changed]);
      changed.clear();
      watcher.follow(task.folders());
      text = await runTask(task);
      process.stdout.write(`\n${heading} changed\n${text}\n`);
    }
  } finally {
    watcher.close();
  }
}

/** Waits until nothing has changed for a while. */
async function settle(changed: ReadonlySet<string>): Promise<void> {
  let size = -1;
  while (size !== changed.size) {
    size = changed.size;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
}

async function runTask(task: WatchTask): Promise<string> {
  try {
    return await task.run();
  } catch (error) {
    if (error instanceof DestkitError) {
      return renderError(error);
    }
    throw error;
  }
}

function nameFiles(paths: readonly string[]): string {
  const names = paths.slice(0, NAMED_FILES).map((path) => relative('.', path));
  const more = paths.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
