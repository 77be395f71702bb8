import { displayPath } from '../../runtime/destination/folderReader';
import type { LoadOptions } from '../../runtime/destination/folder';
import type { Files } from '../../runtime/destination/nodeFiles';
import type { LintModel, LintWorkflow } from '../lint/model/model';
import { readModel } from '../lint/model/readModel';

/** A destination folder as an editor sees it: what lint has read of it. */
export interface FolderModel {
  /** The absolute path of the folder. */
  folder: string;
  lint: LintModel;
  /** The name under which documents and findings have a file, by its absolute path. */
  nameOf: (path: string) => string;
  /** The absolute path of a file, by the name that documents and findings have. */
  pathOf: (name: string) => string;
  /** The absolute path of a file, by its path in the folder. */
  join: (path: string) => string;
}

/** @throws FILE_MISSING when the folder has no manifest */
export async function readFolderModel(
  folder: string,
  files: Files,
  options?: LoadOptions,
): Promise<FolderModel> {
  return {
    folder,
    lint: await readModel(folder, files, options),
    nameOf: (path) => displayPath(path, files),
    pathOf: (name) => files.resolve(name),
    join: (path) => files.join(folder, path),
  };
}

/** The workflow in a file, by the name that its document has. */
export function workflowIn({ lint }: FolderModel, file: string): LintWorkflow | undefined {
  return lint.workflows.find(({ document }) => document.file === file);
}
