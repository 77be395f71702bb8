import { once } from 'node:events';
import { relative } from 'node:path';
import { DestkitError } from '../../../runtime/errors/destkitError';
import { renderError } from '../../../runtime/errors/render';
import { FolderWatcher } from '../../folderWatcher';
import { Changes, type Found } from './changes';
import { watchedFolders } from './watchedFolders';

/** A task that is repeated for each destination when its files change. */
export interface WatchTask<Report> {
  run(path: string): Promise<Report>;
  found(report: Report): readonly Found[];
  summary(report: Report): string;
  /** Printed between two reports. */
  separator: string;
}

const NAMED_FILES = 3;

/**
 * Runs a task for the destinations in these folders, immediately and after each change until Ctrl-C, and prints what
 * has changed.
 *
 * @throws what the task throws, except errors of the catalogue: those are printed, and the watch continues
 */
export async function watchAndRun<Report>(paths: readonly string[], task: WatchTask<Report>): Promise<void> {
  const changes = new Changes();
  const changed = new Set<string>();
  let wake: () => void = () => undefined;
  // Before the first run, so that no change is missed.
  const watcher = new FolderWatcher(
    () => ({ folders: paths.flatMap(watchedFolders) }),
    (files) => {
      files.forEach((file) => changed.add(file));
      wake();
    },
  );
  const end = new AbortController();
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => {
    end.abort();
  });
  try {
    process.stdout.write(`${await runAll(paths, task, changes)}\n\nWatching; Ctrl-C ends it.\n`);
    for (;;) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      if (changed.size === 0) {
        await Promise.race([woken, ended]);
      }
      if (end.signal.aborted) {
        return;
      }
      const heading = nameFiles([...changed]);
      changed.clear();
      process.stdout.write(`\n${heading} changed\n${await runAll(paths, task, changes)}\n`);
    }
  } finally {
    watcher.close();
  }
}

async function runAll<Report>(
  paths: readonly string[],
  task: WatchTask<Report>,
  changes: Changes,
): Promise<string> {
  try {
    const reports: Report[] = [];
    for (const path of paths) {
      reports.push(await task.run(path));
    }
    const news = changes.report(reports.flatMap((report) => task.found(report)));
    return [...news, ...reports.map((report) => task.summary(report))].join(task.separator);
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
