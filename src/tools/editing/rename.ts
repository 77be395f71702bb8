import type { FolderModel } from './folderModel';
import { allOccurrences, type Occurrence } from './occurrences';
import type { Span } from './outline';
import type { LintModel, LintWorkflow } from '../lint/model/model';
import { renameInGolden } from './renameInGolden';

/** Characters of a file that become another text. */
export interface TextEdit {
  file: string;
  span: Span;
  text: string;
}

/** The output.json of a golden: errors name the steps that they arose in. */
export interface GoldenOutput {
  file: string;
  feature: string;
  text: string;
}

/** Files outside of the workflows that mention steps and tables. */
export interface Mentions {
  goldens: readonly GoldenOutput[];
  /** The facts for the tables of a README, in `docs/`, which read tables as `tables.<name>`. */
  facts: readonly { file: string; text: string }[];
}

const renamable: readonly Occurrence['kind'][] = ['step', 'table', 'binding', 'variable'];

/** Why something cannot be renamed, in a sentence; undefined when it can. */
export function renameProblem(model: FolderModel, { kind, symbol, name }: Occurrence): string | undefined {
  if (!renamable.includes(kind)) {
    return kind === 'function'
      ? `$${name} is not defined in this destination`
      : 'a file cannot be renamed here';
  }
  const isDefined = allOccurrences(model.lint).some((each) => each.symbol === symbol && each.isDefinition);
  return isDefined ? undefined : `nothing in this destination defines ${name}`;
}

/**
 * The edits that give a thing another name, in all files of the destination and in its goldens.
 *
 * @returns a sentence when the name cannot be used
 */
export function renameEdits(
  model: FolderModel,
  occurrence: Occurrence,
  name: string,
  { goldens, facts }: Mentions,
): TextEdit[] | string {
  const { symbol, kind, name: before } = occurrence;
  const bare = name.replace(/^\$/, '');
  const valid = kind === 'step' ? /^[a-zA-Z][0-9a-zA-Z]*$/ : /^[a-zA-Z_]\w*$/;
  if (!valid.test(bare)) {
    return `${name} cannot be a name: letters and digits, starting with a letter`;
  }
  const problem = renameProblem(model, occurrence) ?? conflict(model.lint, occurrence, bare);
  if (problem !== undefined) {
    return problem;
  }
  const edits = allOccurrences(model.lint)
    .filter((each) => each.symbol === symbol)
    .map(({ file, span }) => ({ file, span, text: bare }));
  const inGoldens =
    kind === 'step' ? goldens.flatMap((golden) => renameInGolden(model.lint, golden, symbol, bare)) : [];
  const inFacts = kind === 'table' ? facts.flatMap((each) => renameInFacts(each, before, bare)) : [];
  return [...edits, ...inGoldens, ...inFacts];
}

function renameInFacts({ file, text }: Mentions['facts'][number], before: string, name: string): TextEdit[] {
  const prefix = 'tables.';
  return [...text.matchAll(new RegExp(`\\b${prefix}${before}\\b`, 'g'))].map(({ index }) => {
    const start = index + prefix.length;
    return { file, span: { start, end: start + before.length }, text: name };
  });
}

/** The files in which a name is changed may not have the new one already. */
function conflict(lint: LintModel, { symbol, kind }: Occurrence, name: string): string | undefined {
  const all = allOccurrences(lint);
  const files = new Set(all.filter((each) => each.symbol === symbol).map(({ file }) => file));
  const isTaken = all.some(
    (each) =>
      files.has(each.file) &&
      each.name === name &&
      (each.kind === 'step') === (kind === 'step') &&
      each.kind !== 'file',
  );
  return isTaken ? `${name} is in use already` : undefined;
}

/** The workflow that a step runs. */
export function innerWorkflow(
  lint: LintModel,
  workflow: LintWorkflow,
  step: string,
): LintWorkflow | undefined {
  const path: unknown = workflow.steps.find(({ name }) => name === step)?.shape.externalWorkflow?.path;
  return typeof path === 'string'
    ? lint.workflows.find((each) => each.path === path.replace(/^(?:\.\/)+/, ''))
    : undefined;
}
