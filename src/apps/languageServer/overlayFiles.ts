import { dirname, resolve } from 'node:path';
import { nodeFiles, type Files } from '../../runtime/destination/nodeFiles';

/** The files on disk, except those that are open in the editor: these are as they are there. */
export interface OverlayFiles extends Files {
  /** The paths that were read since the last call. */
  takeRead(): ReadonlySet<string>;
  /** Call when files have changed on disk. */
  forget(): void;
}

/** A file that is not open is read again after so long, also if the editor does not report changes on disk. */
const REMEMBERED_MS = 2000;

/**
 * @param root  names of files in messages are relative to it
 * @param texts the open files, by absolute path
 */
export function createOverlay(root: string, texts: ReadonlyMap<string, string>): OverlayFiles {
  const disk = new Map<string, string>();
  const realPaths = new Map<string, string>();
  let since = 0;
  let read = new Set<string>();
  const forget = (): void => {
    disk.clear();
    realPaths.clear();
    since = performance.now();
  };
  return {
    ...nodeFiles,
    read: async (path) => {
      read.add(path);
      if (performance.now() - since > REMEMBERED_MS) {
        forget();
      }
      const open = texts.get(path);
      if (open !== undefined) {
        disk.delete(path);
        return open;
      }
      const text = disk.get(path) ?? (await nodeFiles.read(path));
      disk.set(path, text);
      return text;
    },
    realPath: (path) => {
      const known = realPaths.get(path) ?? nodeFiles.realPath(path);
      realPaths.set(path, known);
      return known;
    },
    exists: (path) => texts.has(path) || nodeFiles.exists(path),
    resolve: (path) => resolve(root, path),
    filesIn: (folder) => {
      const open = [...texts.keys()].filter((path) => dirname(path) === resolve(folder));
      const names = open.map((path) => path.slice(dirname(path).length + 1));
      return [...new Set([...nodeFiles.filesIn(folder), ...names])].sort();
    },
    takeRead: () => {
      const taken = read;
      read = new Set();
      return taken;
    },
    forget,
  };
}
