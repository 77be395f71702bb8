import {
  ResponseError,
  ErrorCodes,
  type DocumentHighlight,
  type Location,
  type Range,
  type ReferenceParams,
  type RenameParams,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import {
  definitionsOf,
  highlightsAt,
  occurrenceAt,
  referencesOf,
  type Target,
} from '../../../tools/editing/navigate';
import { renameEdits, renameProblem, type TextEdit } from '../../../tools/editing/rename';
import type { FolderModel } from '../../../tools/editing/folderModel';
import { toLines, toRange, toUri } from '../positions';
import type { Workspace } from '../workspace';
import { factFiles, goldenOutputs, goldensOfStep, stepsOfGolden } from './goldens';
import { offsetAt, openPlace, textOf, type Place } from './place';

/** The place with a model of the files as they are now: here an old one would lead astray. */
async function openCurrent(workspace: Workspace, uri: string): Promise<Place | undefined> {
  const place = await openPlace(workspace, uri);
  const model = await place?.session.current();
  return place && model && { ...place, model };
}

export async function definition(
  workspace: Workspace,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<Location[] | null> {
  const place = await openCurrent(workspace, textDocument.uri);
  if (!place) {
    return null;
  }
  const found = occurrenceAt(place.model, place.file, offsetAt(place, position));
  const targets = found ? definitionsOf(place.model, found) : stepsOfGolden(place);
  return locations(workspace, place.model, targets);
}

/** The goldens that take a step. */
export async function implementation(
  workspace: Workspace,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<Location[] | null> {
  const place = await openCurrent(workspace, textDocument.uri);
  const found = place && occurrenceAt(place.model, place.file, offsetAt(place, position));
  return place && found?.kind === 'step' ? goldensOfStep(place.session, found.symbol) : null;
}

export async function references(
  workspace: Workspace,
  { textDocument, position, context }: ReferenceParams,
): Promise<Location[] | null> {
  const place = await openCurrent(workspace, textDocument.uri);
  const found = place && occurrenceAt(place.model, place.file, offsetAt(place, position));
  return place && found
    ? locations(workspace, place.model, referencesOf(place.model, found, context.includeDeclaration))
    : null;
}

export async function highlights(
  workspace: Workspace,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<DocumentHighlight[] | null> {
  const place = await openCurrent(workspace, textDocument.uri);
  return place
    ? highlightsAt(place.model, place.file, offsetAt(place, position)).map(({ span }) => ({
        range: toRange(place.lines, span),
      }))
    : null;
}

export async function prepareRename(
  workspace: Workspace,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<Range | null> {
  const place = await openCurrent(workspace, textDocument.uri);
  const found = place && occurrenceAt(place.model, place.file, offsetAt(place, position));
  return place && found && renameProblem(place.model, found) === undefined
    ? toRange(place.lines, found.span)
    : null;
}

/** @throws ResponseError when the name cannot be used */
export async function rename(
  workspace: Workspace,
  { textDocument, position, newName }: RenameParams,
): Promise<WorkspaceEdit | null> {
  const place = await openCurrent(workspace, textDocument.uri);
  const found = place && occurrenceAt(place.model, place.file, offsetAt(place, position));
  if (!place || !found) {
    return null;
  }
  const mentions = {
    goldens: found.kind === 'step' ? goldenOutputs(workspace, place.model) : [],
    facts: factFiles(workspace, place.model),
  };
  const edits = renameEdits(place.model, found, newName, mentions);
  if (typeof edits === 'string') {
    throw new ResponseError(ErrorCodes.InvalidParams, edits);
  }
  return toWorkspaceEdit(workspace, place.model, edits);
}

export function toWorkspaceEdit(
  workspace: Workspace,
  model: FolderModel,
  edits: readonly TextEdit[],
): WorkspaceEdit {
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const path = model.pathOf(file);
    const lines = toLines(textOf(workspace, path));
    changes[toUri(path)] = edits
      .filter((edit) => edit.file === file)
      .map(({ span, text }) => ({ range: toRange(lines, span), newText: text }));
  }
  return { changes };
}

function locations(workspace: Workspace, model: FolderModel, targets: readonly Target[]): Location[] {
  return targets.map(({ file, span }) => {
    const path = model.pathOf(file);
    return { uri: toUri(path), range: toRange(toLines(textOf(workspace, path)), span) };
  });
}
