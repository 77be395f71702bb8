import { readFileSync } from 'node:fs';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position } from 'vscode-languageserver/node';
import type { FolderModel } from '../../../tools/editing/folderModel';
import { kindOf, viewOf, type FileView } from '../../../tools/editing/fileView';
import type { FolderSession } from '../folderSession';
import { toLines, toPath } from '../positions';
import type { Workspace } from '../workspace';

/** The file that a request is about, as it is in the editor. */
export interface Place {
  session: FolderSession;
  /** The last model that could be read; it may be older than the text. */
  model: FolderModel;
  path: string;
  /** The name that documents and findings have. */
  file: string;
  text: string;
  lines: TextDocument;
}

/** Undefined for a file that is in no destination folder, or of a folder that could never be read. */
export async function openPlace(workspace: Workspace, uri: string): Promise<Place | undefined> {
  const path = toPath(uri);
  const session = path === undefined ? undefined : workspace.sessionOf(path);
  const model = session && (session.model ?? (await session.current()));
  if (path === undefined || !session || !model) {
    return undefined;
  }
  const text = workspace.texts.get(path) ?? readText(path);
  return { session, model, path, file: model.nameOf(path), text, lines: toLines(text) };
}

export function viewAt({ model, file, text }: Place): FileView {
  return viewOf(text, kindOf(model, file, text));
}

export function offsetAt({ lines }: Place, position: Position): number {
  return lines.offsetAt(position);
}

/** The text of a file that may be open. */
export function textOf(workspace: Workspace, path: string): string {
  return workspace.texts.get(path) ?? readText(path);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
