import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST } from '../../runtime/destination/locate';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import type { LoadOptions } from '../../runtime/destination/folder';
import { FolderSession, type SessionEvents } from './folderSession';
import { createOverlay } from './overlayFiles';
import { RunnerClient } from './runner/client';

const IGNORED = /^\.|^node_modules$|^dist$/;
/** Folders of a workspace are searched down to this depth. */
const MAX_DEPTH = 6;

/** The destination folders of a workspace and the texts that are open. */
export class Workspace {
  /** By absolute path. */
  readonly texts = new Map<string, string>();
  /** How many changes the editor has sent. */
  edits = 0;
  private readonly sessions = new Map<string, FolderSession>();
  private readonly runner: RunnerClient;

  constructor(
    private readonly root: string,
    private readonly options: LoadOptions,
    private readonly events: SessionEvents,
  ) {
    this.runner = new RunnerClient(root, options.allowCode === true, this.texts);
  }

  get all(): readonly FolderSession[] {
    return [...this.sessions.values()];
  }

  /** Opens every destination folder below the folders of the workspace. */
  openFolders(roots: readonly string[]): void {
    roots.flatMap((root) => findDestinations(root, MAX_DEPTH)).forEach((folder) => this.open(folder));
  }

  /** The session of the folder that a file is in; opens it when it is not open yet. */
  sessionOf(path: string): FolderSession | undefined {
    const known = this.all.find((session) => session.uses(path));
    if (known) {
      return known;
    }
    for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
      if (existsSync(join(folder, MANIFEST))) {
        return this.open(folder);
      }
    }
    return undefined;
  }

  /** A file has another text in the editor; none when it was closed. */
  edit(path: string, text: string | undefined): void {
    this.edits += 1;
    if (text === undefined) {
      this.texts.delete(path);
    } else {
      this.texts.set(path, text);
    }
    this.runner.setText(path, text);
    this.changed([path]);
  }

  changedOnDisk(paths: readonly string[]): void {
    for (const session of this.all) {
      if (paths.some((path) => session.uses(path))) {
        session.saved();
      }
    }
    this.changed(paths);
  }

  async close(): Promise<void> {
    this.all.forEach((session) => {
      session.close();
    });
    await this.runner.close();
  }

  /** Files have changed in the editor or on disk. */
  private changed(paths: readonly string[]): void {
    const manifests = paths.filter((path) => path.endsWith(`/${MANIFEST}`));
    for (const folder of manifests.map((path) => dirname(path))) {
      if (nodeFiles.exists(join(folder, MANIFEST))) {
        this.open(folder);
      } else {
        this.remove(folder);
      }
    }
    for (const session of this.all) {
      if (paths.some((path) => session.uses(path))) {
        session.change();
      }
    }
  }

  private remove(folder: string): void {
    const session = this.sessions.get(folder);
    if (session) {
      session.close();
      this.sessions.delete(folder);
      this.events.checked(session);
    }
  }

  private open(folder: string): FolderSession {
    const known = this.sessions.get(folder);
    if (known) {
      return known;
    }
    const files = createOverlay(this.root, this.texts);
    const session = new FolderSession(folder, files, this.options, this.runner, this.events);
    this.sessions.set(folder, session);
    session.change();
    return session;
  }
}

function findDestinations(folder: string, depth: number): string[] {
  const here = nodeFiles.exists(join(folder, MANIFEST)) ? [folder] : [];
  if (depth === 0 || here.length > 0) {
    return here;
  }
  return nodeFiles
    .subfolders(folder)
    .filter((name) => !IGNORED.test(name))
    .flatMap((name) => findDestinations(join(folder, name), depth - 1));
}
