import { dirname, join } from 'node:path';
import type { Location } from 'vscode-languageserver/node';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { listGoldens } from '../../../tools/goldens/cases';
import type { FolderModel } from '../../../tools/editing/folderModel';
import type { Target } from '../../../tools/editing/navigate';
import { allOccurrences, stepSymbol } from '../../../tools/editing/occurrences';
import type { GoldenOutput } from '../../../tools/editing/rename';
import type { FolderSession } from '../folderSession';
import { toUri } from '../positions';
import type { Workspace } from '../workspace';
import { textOf, type Place } from './place';

/** A list of places is of use up to this length. */
const MOST_PLACES = 200;

/** The goldens that take a step, at the first line of their input. */
export function goldensOfStep({ use }: FolderSession, symbol: string): Location[] {
  const start = { line: 0, character: 0 };
  return goldenFolders(use, symbol)
    .slice(0, MOST_PLACES)
    .map((folder) => ({ uri: toUri(join(folder, 'input.json')), range: { start, end: start } }));
}

/** The folders of the goldens that take a step. */
export function goldenFolders(use: FolderSession['use'], symbol: string): string[] {
  const step = use?.steps.find((each) => stepSymbol(each.file, each.step) === symbol);
  return (step?.goldens ?? []).flatMap((index) => use?.goldens[index] ?? []);
}

/** The steps that a golden takes, when the file is one of a golden. */
export function stepsOfGolden({ session, model, path }: Place): Target[] {
  const { use } = session;
  const index = use?.goldens.indexOf(dirname(path)) ?? -1;
  if (!use || index < 0) {
    return [];
  }
  const taken = new Set(
    use.steps.flatMap(({ file, step, goldens }) => (goldens.includes(index) ? [stepSymbol(file, step)] : [])),
  );
  return allOccurrences(model.lint).filter(
    ({ kind, isDefinition, symbol }) => kind === 'step' && isDefinition && taken.has(symbol),
  );
}

/** The files from which `destkit docs` makes the tables of a README. */
export function factFiles(
  workspace: Workspace,
  { folder, nameOf }: FolderModel,
): { file: string; text: string }[] {
  const docs = join(folder, 'docs');
  return nodeFiles
    .filesIn(docs)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(docs, name))
    .map((path) => ({ file: nameOf(path), text: textOf(workspace, path) }));
}

/** What the goldens of a destination hold as results. */
export function goldenOutputs(workspace: Workspace, { folder, lint, nameOf }: FolderModel): GoldenOutput[] {
  const { name } = lint.manifestValue;
  const goldens = name === undefined ? [] : listGoldens({ path: folder, name });
  return goldens.map(({ feature, folder: golden }) => {
    const path = join(golden, 'output.json');
    return { file: nameOf(path), feature, text: textOf(workspace, path) };
  });
}
