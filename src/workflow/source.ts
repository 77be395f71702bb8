import type { DestkitError } from '../errors/destkitError';
import { TextDocument } from '../schema/document';
import { checkDocument } from '../schema/check';
import type { Validator } from '../schema/validator';
import { checkExpression } from './checkExpression';
import { fileExpression, listExpressions, listSteps, type Expression, type StepPlace } from './expressions';
import { RUNTIME_PATH, withInnerSteps, type StepShape } from './stepShape';

/** A workflow file that was read and checked. */
export interface WorkflowSource {
  file: string;
  workflow: WorkflowShape;
  expressions: readonly Expression[];
  /** Where its steps stand. */
  steps: readonly StepPlace[];
  /** The workflows that its steps run, by the name of the step. */
  inner: ReadonlyMap<string, WorkflowSource>;
}

/** The parts of workflow-engine's format that destkit itself reads. */
export interface WorkflowShape {
  name: string;
  bindings?: { name?: string | string[]; path?: string; exportAll?: boolean }[];
  steps: StepShape[];
}

/** Names that are bound without the workflow file saying which. */
export interface KnownNames {
  /** What `./runtime` exports. */
  runtime: readonly string[];
  /** What workflow-engine binds in every workflow. */
  library: readonly string[];
}

/** Reads the files that a workflow names; paths are relative to the destination's folder. */
export type ReadText = (path: string) => Promise<TextDocument>;

/**
 * Reads a workflow file and everything that it names, and checks all of it before an engine is built: YAML,
 * schema, the syntax of every expression, tables.
 *
 * @returns the workflow, or all problems at once
 */
export async function readWorkflow(
  path: string,
  read: ReadText,
  schema: Validator,
  known: KnownNames,
): Promise<{ source?: WorkflowSource; problems: DestkitError[] }> {
  const document = await read(path);
  const problems = checkDocument(document, schema);
  if (problems.length > 0) {
    return { problems };
  }
  const named = document.value as WorkflowShape;
  const workflow = { ...named, name: named.name || path.replace(/^.*\//, '').replace(/\.ya?ml$/, '') };
  const steps = workflow.steps.flatMap(withInnerSteps);
  const templates = await Promise.all(
    steps.flatMap(({ name, templatePath }) =>
      templatePath === undefined ? [] : [read(templatePath).then((text) => fileExpression(text, name))],
    ),
  );
  const tables = await Promise.all(
    (workflow.bindings ?? []).map(({ path: table }) => checkTable(table, read)),
  );
  const inner = await Promise.all(
    steps.flatMap(({ name, externalWorkflow }) =>
      externalWorkflow
        ? [readWorkflow(externalWorkflow.path, read, schema, known).then((result) => ({ name, ...result }))]
        : [],
    ),
  );
  const expressions = [...listExpressions(document), ...templates];
  const bound = boundNames(workflow, known);
  return {
    source: {
      file: document.file,
      workflow,
      expressions,
      steps: listSteps(document),
      inner: new Map(inner.flatMap(({ name, source }) => (source ? [[name, source]] : []))),
    },
    problems: [
      ...expressions.flatMap((expression) => checkExpression(expression, bound)),
      ...tables.flat(),
      ...inner.flatMap((other) => other.problems),
    ],
  };
}

/** The names that a workflow binds; undefined when some come from a module that is not ours to read. */
export function boundNames(
  workflow: Pick<WorkflowShape, 'bindings'>,
  known: KnownNames,
): Set<string> | undefined {
  const names = new Set(known.library);
  for (const { name, path, exportAll } of workflow.bindings ?? []) {
    const isRuntime = path === RUNTIME_PATH && name === undefined;
    if (!isRuntime && name === undefined && !exportAll) {
      return undefined;
    }
    for (const each of isRuntime ? known.runtime : [name ?? []].flat()) {
      names.add(each);
    }
  }
  return names;
}

async function checkTable(path: string | undefined, read: ReadText): Promise<DestkitError[]> {
  if (!path?.endsWith('.json')) {
    return [];
  }
  return [...(await read(path)).syntaxErrors];
}
