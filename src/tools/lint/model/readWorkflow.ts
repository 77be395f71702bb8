import type { Path, TextDocument } from '../../../runtime/schema/document';
import { fileExpression, listExpressions, type Expression } from '../../../runtime/workflow/expressions';
import { boundNames, type KnownNames, type WorkflowShape } from '../../../runtime/workflow/source';
import type { StepShape } from '../../../runtime/workflow/stepShape';
import type { FolderReader } from './folderReader';
import { isObject } from '../../../runtime/isObject';
import { toLintExpression } from './lintExpression';
import type { LintBinding, LintExpression, LintStep, LintWorkflow } from './model';

/** The parts of a workflow document, as far as they have the shape that a workflow has. */
export async function readLintWorkflow(
  document: TextDocument,
  path: string,
  reader: FolderReader,
  tables: Map<string, TextDocument>,
  known: KnownNames,
): Promise<Omit<LintWorkflow, 'features' | 'isSound'>> {
  const value: Partial<WorkflowShape> = isObject(document.value) ? document.value : {};
  const bindings = Array.isArray(value.bindings) ? value.bindings.filter(isObject) : [];
  const bound = boundNames({ bindings }, known);
  const shapes = isStepList(value.steps) ? value.steps : [];
  const templates = await readTemplates(document, shapes, reader);
  const own = shapes.length > 0 ? listExpressions(document) : [];
  const expressions = [...own, ...templates.values()].map((each) => toLintExpression(each, bound));
  return {
    document,
    path,
    bindings: await Promise.all(
      bindings.map((binding, index) => readBinding(binding, ['bindings', index], document, reader, tables)),
    ),
    steps: shapes.map((shape, index) => toStep(shape, ['steps', index], expressions, templates)),
    expressions,
  };
}

function isStepList(value: unknown): value is StepShape[] {
  return Array.isArray(value) && value.every(isStep);
}

function isStep(value: unknown): boolean {
  if (!isObject(value)) {
    return false;
  }
  const { steps, else: otherwise, batches } = value;
  return (
    (steps === undefined || isStepList(steps)) &&
    (otherwise === undefined || isStep(otherwise)) &&
    (batches === undefined || (Array.isArray(batches) && batches.every(isObject)))
  );
}

/** The expressions that have files of their own, by the path of the value that names the file. */
async function readTemplates(
  document: TextDocument,
  shapes: readonly StepShape[],
  reader: FolderReader,
): Promise<Map<string, Expression>> {
  const templates = new Map<string, Expression>();
  const visit = async (shape: StepShape, path: Path): Promise<void> => {
    const { name, templatePath, else: otherwise, steps = [] } = shape;
    if (typeof templatePath === 'string') {
      const text = await reader.read(templatePath, document, [...path, 'templatePath']);
      if (text) {
        templates.set(path.join('/'), fileExpression(text, name));
      }
    }
    if (otherwise) {
      await visit(otherwise, [...path, 'else']);
    }
    await Promise.all(steps.map((step, index) => visit(step, [...path, 'steps', index])));
  };
  await Promise.all(shapes.map((shape, index) => visit(shape, ['steps', index])));
  return templates;
}

function toStep(
  shape: StepShape,
  path: Path,
  expressions: readonly LintExpression[],
  templates: ReadonlyMap<string, Expression>,
): LintStep {
  const template = templates.get(path.join('/'));
  const isOwn = (expression: LintExpression) => {
    const own = expression.path?.slice(path.length) ?? [];
    const isBelow = path.every((part, index) => expression.path?.[index] === part);
    return expression.path
      ? isBelow && (own.length === 1 || own[0] === 'batches')
      : expression.text === template?.text && expression.document === template.document;
  };
  return {
    name: typeof (shape.name as unknown) === 'string' ? shape.name : '',
    path,
    shape,
    expressions: expressions.filter(isOwn),
    otherwise: shape.else && toStep(shape.else, [...path, 'else'], expressions, templates),
    children: (shape.steps ?? []).map((step, index) =>
      toStep(step, [...path, 'steps', index], expressions, templates),
    ),
  };
}

async function readBinding(
  binding: Record<string, unknown>,
  path: Path,
  document: TextDocument,
  reader: FolderReader,
  tables: Map<string, TextDocument>,
): Promise<LintBinding> {
  const names = [binding.name ?? []].flat().filter((name) => typeof name === 'string');
  const file = binding.path;
  if (typeof file !== 'string' || !file.endsWith('.json')) {
    return { names, path, table: undefined };
  }
  const read = tables.get(file) ?? (await reader.read(file, document, [...path, 'path']));
  if (read && !tables.has(file)) {
    tables.set(file, read);
    reader.report(read.syntaxErrors);
  }
  const table = tables.get(file);
  // A table of which all is bound to one name has no key for it.
  return { names, path, table: binding.exportAll === true ? undefined : table };
}
