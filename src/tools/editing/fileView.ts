import { BoundedCache } from '../../runtime/boundedCache';
import type { Ast } from '../../runtime/jsonata/ast';
import { SourceMap } from '../../runtime/jsonata/span';
import { readTree } from '../../runtime/jsonata/syntax';
import type { Path } from '../../runtime/schema/document';
import { workflowIn, type FolderModel } from './folderModel';
import { readOutline, type Entry } from './outline';
import { emptyScalar, wholeFile, type ScalarText } from './scalar';

/** What a file of a destination is, as far as it has expressions. */
export type FileKind = 'workflow' | 'manifest' | 'template' | 'other';

/** An expression in a file that may be half typed. */
export interface EditedExpression {
  /** `template`, `condition`, `when` ... */
  key: string;
  path: Path;
  /** The step that it belongs to: `body`, or `parent.child`; empty in a manifest. */
  step: string;
  scalar: ScalarText;
}

/** A file as it is in the editor: its keys and its expressions. */
export interface FileView {
  text: string;
  kind: FileKind;
  entries: readonly Entry[];
  expressions: readonly EditedExpression[];
}

const REMEMBERED_FILES = 200;
const views = new BoundedCache<string, FileView>(REMEMBERED_FILES);

export function viewOf(text: string, kind: FileKind): FileView {
  return views.get(`${kind}:${text}`, () => readView(text, kind));
}

/** @param file the name that documents have, see FolderModel */
export function kindOf(model: FolderModel | undefined, file: string, text: string): FileKind {
  if (model?.lint.manifest.file === file || /(?:^|\/)destination\.yaml$/.test(file)) {
    return 'manifest';
  }
  if (model && workflowIn(model, file)) {
    return 'workflow';
  }
  if (model?.lint.expressions.some(({ document, path }) => document.file === file && path === undefined)) {
    return 'template';
  }
  return /\.ya?ml$/.test(file) && /^steps:/m.test(text) ? 'workflow' : 'other';
}

/** The expression at an offset of the file, and the offset in it. */
export function expressionAt(
  { expressions }: FileView,
  offset: number,
): { expression: EditedExpression; at: number } | undefined {
  for (const expression of expressions) {
    const at = expression.scalar.toText(offset);
    if (at !== undefined) {
      return { expression, at };
    }
  }
  return undefined;
}

/** The tree of an expression and the places of its nodes; undefined while it cannot be parsed. */
export function treeOf(expression: EditedExpression): { ast: Ast; map: SourceMap } | undefined {
  const known = trees.get(expression);
  if (known) {
    return known;
  }
  try {
    const tree = { ast: readTree(expression.scalar.text), map: new SourceMap(expression.scalar.text) };
    trees.set(expression, tree);
    return tree;
  } catch {
    return undefined;
  }
}

const trees = new WeakMap<EditedExpression, { ast: Ast; map: SourceMap }>();

function readView(text: string, kind: FileKind): FileView {
  if (kind === 'template') {
    const expression = { key: 'template', path: [], step: '', scalar: wholeFile(text) };
    return { text, kind, entries: [], expressions: [expression] };
  }
  const entries = kind === 'other' && !/^\s*[\w$-]+:/m.test(text) ? [] : readOutline(text);
  const names = new Map(
    entries
      .filter(({ path }) => path.at(-1) === 'name')
      .map(({ path, value }) => [path.slice(0, -1).join('/'), value?.text ?? '']),
  );
  const expressions = entries.flatMap(({ path, value, key }): EditedExpression[] => {
    const scalar = value ?? (key && emptyScalar(text, key.end + ': '.length));
    return scalar && isExpression(path, kind)
      ? [{ key: String(path.at(-1)), path, step: stepName(path, names), scalar }]
      : [];
  });
  return { text, kind, entries, expressions };
}

const stepKeys = ['template', 'condition', 'inputTemplate', 'loopCondition', 'filter', 'map'];

function isExpression(path: Path, kind: FileKind): boolean {
  const [first, second] = path;
  const key = String(path.at(-1));
  switch (kind) {
    case 'workflow':
      return first === 'steps' && path.length > 2 && stepKeys.includes(key);
    case 'manifest':
      return (
        key === 'when' ||
        (first === 'demo' && key === 'value') ||
        (first === 'sandbox' && second === 'memoryKeys')
      );
    default:
      return false;
  }
}

/** The name of the innermost step that a path is in, with those of the steps around it. */
function stepName(path: Path, names: ReadonlyMap<string, string>): string {
  const found: string[] = [];
  for (let length = 2; length < path.length; length += 1) {
    const isStep = typeof path[length - 1] === 'number' && path[length - 2] === 'steps';
    if (isStep) {
      found.push(names.get(path.slice(0, length).join('/')) ?? '');
    } else if (path[length - 1] === 'else') {
      found.splice(-1, 1, names.get(path.slice(0, length).join('/')) ?? '');
    }
  }
  return found.join('.');
}
