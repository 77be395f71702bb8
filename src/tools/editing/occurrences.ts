import type { TextDocument } from '../../runtime/schema/document';
import { runtimeNames } from '../../runtime/destination/bindings/runtime';
import { isBuiltInName } from '../../runtime/jsonata/runtime/builtIns';
import type { LintModel, LintWorkflow } from '../lint/model/model';
import { treeOf, viewOf, type EditedExpression, type FileView } from './fileView';
import { variableUses } from './locals';
import { fileReferences } from './fileReferences';
import { outputReads } from './outputReads';
import type { Span } from './outline';

/** A place where something is defined or used. */
export interface Occurrence {
  /** The same for all places of one thing. */
  symbol: string;
  kind: 'step' | 'table' | 'binding' | 'function' | 'variable' | 'file';
  /** As it is written, without a dollar. */
  name: string;
  /** The name that documents have. */
  file: string;
  /** Of the name alone. */
  span: Span;
  isDefinition: boolean;
}

const known = new WeakMap<FileView, { workflow: LintWorkflow; occurrences: readonly Occurrence[] }>();

/** All places of a workflow file where something is defined or used. */
export function occurrencesIn(workflow: LintWorkflow): readonly Occurrence[] {
  const view = viewOf(workflow.document.text, 'workflow');
  const last = known.get(view);
  if (last?.workflow === workflow) {
    return last.occurrences;
  }
  const occurrences = [
    ...stepDefinitions(workflow, view),
    ...bindingNames(workflow, view),
    ...executorUse(workflow, view),
    ...fileReferences(workflow.document, view),
    ...view.expressions.flatMap((expression) => inExpression(workflow, expression)),
  ];
  known.set(view, { workflow, occurrences });
  return occurrences;
}

/** Those of the whole folder. */
export function allOccurrences(lint: LintModel): Occurrence[] {
  const manifest = viewOf(lint.manifest.text, 'manifest');
  return [
    ...lint.workflows.flatMap((workflow) => [...occurrencesIn(workflow)]),
    ...fileReferences(lint.manifest, manifest),
    ...manifest.expressions.flatMap((expression) => manifestReads(lint, expression)),
    ...lint.tables.flatMap((table) => tableKeys(table)),
  ];
}

export function stepSymbol(file: string, step: string): string {
  return `step:${file}:${step}`;
}

function stepDefinitions({ document }: LintWorkflow, { entries }: FileView): Occurrence[] {
  const names = new Map(entries.map(({ path, value }) => [path.join('/'), value]));
  return entries.flatMap(({ path, value }) => {
    const at = path.at(-3) === 'steps' && path.at(-1) === 'name' && path[0] === 'steps' ? path : undefined;
    if (!at || !value) {
      return [];
    }
    // A step inside a step is known by both names.
    const outer = at.length === 5 ? `${names.get([...at.slice(0, 2), 'name'].join('/'))?.text ?? ''}.` : '';
    const symbol = stepSymbol(document.file, outer + value.text);
    return [definition('step', symbol, value.text, document.file, scalarSpan(value))];
  });
}

function bindingNames(workflow: LintWorkflow, { entries }: FileView): Occurrence[] {
  return entries.flatMap(({ path, value }) => {
    if (path[0] !== 'bindings' || path[2] !== 'name' || !value) {
      return [];
    }
    const { file } = workflow.document;
    return namesIn(value).map(({ name, span }) => {
      const { symbol, kind } = bindingSymbol(workflow, name);
      return { symbol, kind, name, file, span, isDefinition: kind === 'binding' };
    });
  });
}

/** `executor: compiledExecutor` and `functionName: x` name bindings. */
function executorUse(workflow: LintWorkflow, { entries }: FileView): Occurrence[] {
  return entries.flatMap(({ path, value }) => {
    const key = path.at(-1);
    if (!value || (key !== 'functionName' && key !== 'executor' && key !== 'provider')) {
      return [];
    }
    const { symbol, kind } = bindingSymbol(workflow, value.text);
    const { file } = workflow.document;
    return [{ symbol, kind, name: value.text, file, span: scalarSpan(value), isDefinition: false }];
  });
}

function inExpression(workflow: LintWorkflow, expression: EditedExpression): Occurrence[] {
  const tree = treeOf(expression);
  if (!tree) {
    return [];
  }
  const { file } = workflow.document;
  const { toFile } = expression.scalar;
  const inFile = ({ start, end }: Span): Span => ({ start: toFile(start), end: toFile(end) });
  const variables = variableUses(tree.ast, tree.map).map((use): Occurrence => {
    const span = inFile({ start: use.span.start + 1, end: use.span.end });
    if (use.frame === undefined) {
      const { symbol, kind } = bindingSymbol(workflow, use.name);
      return { symbol, kind, name: use.name, file, span, isDefinition: false };
    }
    const symbol = `variable:${file}:${expression.path.join('/')}:${String(use.frame)}:${use.name}`;
    return { symbol, kind: 'variable', name: use.name, file, span, isDefinition: use.isDefinition };
  });
  const steps = outputReads(tree).map(({ step, name, span }): Occurrence => ({
    ...{ symbol: stepSymbol(file, step), kind: 'step', name, file },
    ...{ span: inFile(span), isDefinition: false },
  }));
  return [...variables, ...steps];
}

/** The manifest reads steps of the first feature that has one of the name, as `outputs.<step>`. */
function manifestReads({ workflows, manifest }: LintModel, expression: EditedExpression): Occurrence[] {
  const tree = treeOf(expression);
  const { toFile } = expression.scalar;
  return (tree ? outputReads(tree, 'bare') : []).flatMap(({ step, name, span }) => {
    const owner = workflows.find(
      ({ features, steps }) => features.length > 0 && steps.some((each) => each.name === step),
    );
    return owner
      ? [
          {
            ...{ symbol: stepSymbol(owner.document.file, step), kind: 'step', name },
            file: manifest.file,
            span: { start: toFile(span.start), end: toFile(span.end) },
            isDefinition: false,
          },
        ]
      : [];
  });
}

/** A table's keys, which workflows bind by their names. */
function tableKeys(table: TextDocument): Occurrence[] {
  const { value, file } = table;
  return Object.keys(typeof value === 'object' && value !== null ? value : {}).flatMap((name) => {
    const start = table.text.indexOf(JSON.stringify(name)) + 1;
    return start > 0
      ? [definition('table', `table:${file}:${name}`, name, file, { start, end: start + name.length })]
      : [];
  });
}

function bindingSymbol(
  { document, bindings }: LintWorkflow,
  name: string,
): Pick<Occurrence, 'symbol' | 'kind'> {
  const own = bindings.find(({ names }) => names.includes(name));
  if (own?.table) {
    return { symbol: `table:${own.table.file}:${name}`, kind: 'table' };
  }
  if (own || !(isBuiltInName(name) || runtimeNames.includes(name))) {
    return { symbol: `binding:${document.file}:${name}`, kind: 'binding' };
  }
  return { symbol: `function:${name}`, kind: 'function' };
}

/** The names of a binding: one, or an array of them in brackets. */
function namesIn(value: EditedExpression['scalar']): { name: string; span: Span }[] {
  if (value.style !== 'flow') {
    return [{ name: value.text, span: scalarSpan(value) }];
  }
  return [...value.text.matchAll(/[\w$]+/g)].map(({ 0: name, index }) => ({
    name,
    span: { start: value.toFile(index), end: value.toFile(index) + name.length },
  }));
}

export function scalarSpan(value: EditedExpression['scalar']): Span {
  const start = value.toFile(0);
  return { start, end: start + value.text.trimEnd().length };
}

function definition(
  kind: Occurrence['kind'],
  symbol: string,
  name: string,
  file: string,
  span: Span,
): Occurrence {
  return { symbol, kind, name, file, span, isDefinition: true };
}
