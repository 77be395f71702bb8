import type { FolderModel } from './folderModel';
import { allOccurrences, type Occurrence } from './occurrences';
import type { Span } from './outline';

/** A place to go to: of a file, by the name that documents have, or by its path in the folder. */
export interface Target {
  file: string;
  span: Span;
}

/** What is defined or used at an offset of a file. */
export function occurrenceAt(model: FolderModel, file: string, offset: number): Occurrence | undefined {
  return allOccurrences(model.lint).find(
    (each) => each.file === file && each.span.start <= offset && offset <= each.span.end,
  );
}

/** Where a thing is defined. A file is at its first character. */
export function definitionsOf(model: FolderModel, { symbol, kind, name }: Occurrence): Target[] {
  if (kind === 'file') {
    return [{ file: model.nameOf(model.join(name)), span: { start: 0, end: 0 } }];
  }
  return allOccurrences(model.lint).filter((each) => each.symbol === symbol && each.isDefinition);
}

/** Every place of a thing. */
export function referencesOf(model: FolderModel, { symbol }: Occurrence, withDefinition: boolean): Target[] {
  return allOccurrences(model.lint).filter(
    (each) => each.symbol === symbol && (withDefinition || !each.isDefinition),
  );
}

/** The places in a file of what is at an offset of it. */
export function highlightsAt(model: FolderModel, file: string, offset: number): Occurrence[] {
  const found = occurrenceAt(model, file, offset);
  return found
    ? allOccurrences(model.lint).filter((each) => each.symbol === found.symbol && each.file === file)
    : [];
}
