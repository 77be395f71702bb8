import { dirname, resolve } from 'node:path';
import { nodeFiles, type Files } from '../../runtime/destination/nodeFiles';

/** The files on disk, except those that are open in the editor: these are as they are there. */
export interface OverlayFiles extends Files {
  /** The paths that were read since the last call. */
  takeRead(): ReadonlySet<string>;
}

/**
 * @param root  names of files in messages are relative to it
 * @param texts the open files, by absolute path
 */
export function createOverlay(root: string, texts: ReadonlyMap<string, string>): OverlayFiles {
  let read = new Set<string>();
  return {
    ...nodeFiles,
    read: (path) => {
      read.add(path);
      const text = texts.get(path);
      return text === undefined ? nodeFiles.read(path) : Promise.resolve(text);
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
  };
}
