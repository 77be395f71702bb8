import type { Path, TextDocument } from '../../../runtime/schema/document';
import { fileExpression, ownExpressions } from '../../../runtime/workflow/expressions';
import { findUncheckedFiles } from '../../../runtime/workflow/checkSources';
import { findRepeatedSteps } from '../../../runtime/workflow/checkSteps';
import { boundNames, type KnownNames } from '../../../runtime/workflow/source';
import type { StepShape } from '../../../runtime/workflow/stepShape';
import { listFiles, listSteps } from '../../../runtime/workflow/workflowFile';
import type { ProblemReader } from './problemReader';
import { isObject } from '../../../runtime/isObject';
import { toLintExpression } from './lintExpression';
import type { LintBinding, LintExpression, LintStep, LintWorkflow } from './model';

type WorkflowParts = Omit<LintWorkflow, 'features' | 'isSound'>;

/** What the folder says of a workflow. */
interface WorkflowContext {
  known: KnownNames;
  isJsonTemplate: boolean;
}

/** The parts of a document and the files they depend on: an editor reads all files again after each keystroke. */
const remembered = new WeakMap<TextDocument, { from: readonly unknown[]; parts: WorkflowParts }>();

/** The parts of a workflow document, as far as they have the shape that a workflow has. */
export async function readLintWorkflow(
  document: TextDocument,
  path: string,
  reader: ProblemReader,
  { known, isJsonTemplate }: WorkflowContext,
): Promise<WorkflowParts> {
  reader.problems.push(...findUncheckedFiles(document), ...findRepeatedSteps(document));
  const named = new Map<string, TextDocument>();
  for (const { kind, file, at } of listFiles(document.value)) {
    const read = kind === 'table' ? reader.readTable : reader.read;
    const text = kind === 'table' || kind === 'template' ? await read(file, document, at) : undefined;
    if (text) {
      named.set(keyOf(at), text);
    }
  }
  const from = [path, known, isJsonTemplate, ...named.values()];
  const last = remembered.get(document);
  if (last?.from.length === from.length && last.from.every((each, index) => each === from[index])) {
    return last.parts;
  }
  const parts = takeApart(document, path, named, { known, isJsonTemplate });
  remembered.set(document, { from, parts });
  return parts;
}

function takeApart(
  document: TextDocument,
  path: string,
  named: ReadonlyMap<string, TextDocument>,
  { known, isJsonTemplate }: WorkflowContext,
): WorkflowParts {
  const { bindings: listed } = isObject(document.value) ? document.value : {};
  const bindings: unknown[] = Array.isArray(listed) ? listed : [];
  const bound = boundNames({ bindings: bindings.filter(isObject) }, known);
  const placed = listSteps(document.value);
  const ofSteps = new Map<string, LintExpression[]>();
  for (const each of placed) {
    const template = named.get(keyOf([...each.at, 'templatePath']));
    const ofFile = template ? [fileExpression(template, each.step.name)] : [];
    const expressions = isJsonTemplate ? [] : [...ownExpressions(document, each), ...ofFile];
    ofSteps.set(
      keyOf(each.at),
      expressions.map((expression) => toLintExpression(expression, bound)),
    );
  }
  const toStep = (shape: StepShape, at: Path): LintStep => ({
    name: typeof (shape.name as unknown) === 'string' ? shape.name : '',
    path: at,
    shape,
    expressions: ofSteps.get(keyOf(at)) ?? [],
    otherwise: shape.else && toStep(shape.else, [...at, 'else']),
    children: (shape.steps ?? []).map((step, index) => toStep(step, [...at, 'steps', index])),
  });
  return {
    document,
    path,
    isJsonTemplate,
    bindings: bindings.flatMap((binding, index): LintBinding[] => {
      if (!isObject(binding)) {
        return [];
      }
      const names = [binding.name ?? []].flat().filter((name) => typeof name === 'string');
      // A table of which all is bound to one name has no key for it.
      const table = binding.exportAll === true ? undefined : named.get(keyOf(['bindings', index, 'path']));
      return [{ names, path: ['bindings', index], table }];
    }),
    steps: placed.filter(({ at }) => at.length === 2).map(({ step, at }) => toStep(step, at)),
    expressions: [...ofSteps.values()].flat(),
  };
}

function keyOf(at: Path): string {
  return at.join('/');
}
