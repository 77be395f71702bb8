import { createError, type DestkitError } from '../errors/destkitError';
import { findSyntaxProblem } from '../jsonata/syntax';
import { TextDocument } from '../schema/document';
import { checkDocument } from '../schema/check';
import type { Validator } from '../schema/validator';
import { fileExpression, listExpressions, type Expression } from './expressions';
import { withInnerSteps, type StepShape } from './stepShape';

/** A workflow file that was read and checked. */
export interface WorkflowSource {
  file: string;
  workflow: WorkflowShape;
  expressions: readonly Expression[];
}

/** The parts of workflow-engine's format that destkit itself reads. */
export interface WorkflowShape {
  name: string;
  bindings?: { path?: string }[];
  steps: StepShape[];
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
    steps.flatMap((step) =>
      step.externalWorkflow ? [readWorkflow(step.externalWorkflow.path, read, schema)] : [],
    ),
  );
  const expressions = [...listExpressions(document), ...templates];
  return {
    source: { file: document.file, workflow, expressions },
    problems: [
      ...expressions.flatMap((expression) => checkExpression(expression)),
      ...tables.flat(),
      ...inner.flatMap((other) => other.problems),
    ],
  };
}

function checkExpression(expression: Expression): DestkitError[] {
  const problem = findSyntaxProblem(expression.text);
  if (!problem) {
    return [];
  }
  const where = expression.where(problem.offset, problem.length);
  return [createError('EXPRESSION_SYNTAX', problem, { ...where, step: expression.step })];
}

async function checkTable(path: string | undefined, read: ReadText): Promise<DestkitError[]> {
  if (!path?.endsWith('.json')) {
    return [];
  }
  return [...(await read(path)).syntaxErrors];
}
