import type { Location } from '../../runtime/errors/destkitError';
import { nodesOf } from '../../runtime/jsonata/ast';
import { toPlain } from '../../runtime/jsonata/plain';
import { isJsonTemplate } from '../../runtime/workflow/source';
import type { StepShape } from '../../runtime/workflow/stepShape';
import type { BranchTrace, StepTrace, WorkflowTrace } from './model';
import { evaluationOf, expressionAt, placeOf, placeOfStep, type Frame } from './frame';
import type { Evaluation, Recording, StepRun } from './recording';

/** The steps of a workflow, including inner workflows, in the order of the file, with their states. */
export function traceWorkflow(frame: Frame, recording: Recording): WorkflowTrace {
  const { file, workflow } = frame.source;
  const isForeign = isJsonTemplate(workflow);
  const isSeen = frame.run !== undefined || (recording.outputs === undefined && !isForeign);
  const trace = (shape: StepShape): StepTrace => {
    const run = frame.run?.steps.find(({ name }) => name === shape.name);
    return run
      ? traceStep(frame, shape, run, recording)
      : { ...unrun(frame, shape), ...(isSeen ? {} : unseen(shape, recording)) };
  };
  return { name: workflow.name, file, steps: workflow.steps.map(trace) };
}

function unrun(frame: Frame, shape: StepShape): StepTrace {
  const { file, line } = placeOfStep(frame, shape);
  return { name: shape.name, file, line, state: 'unreached', milliseconds: 0, branches: [], inner: [] };
}

function unseen({ name }: StepShape, { outputs }: Recording): Partial<StepTrace> {
  const isThere = outputs !== undefined && Object.hasOwn(outputs, name);
  const output = isThere ? toPlain(outputs[name]) : undefined;
  return { state: isThere ? 'ran' : 'unseen', ...(output === undefined ? {} : { output }) };
}

function traceStep(frame: Frame, shape: StepShape, run: StepRun, recording: Recording): StepTrace {
  const { state, input, output, milliseconds } = run;
  const source = frame.source.inner.get(shape.name);
  const plain = { input: toPlain(input), output: toPlain(output) };
  return {
    ...unrun(frame, shape),
    state: state === 'ran' && shape.onComplete === 'return' ? 'ended' : state,
    ...conditionOf(frame, shape),
    ...(plain.input === undefined ? {} : { input: plain.input }),
    ...(plain.output === undefined ? {} : { output: plain.output }),
    milliseconds: Math.round(milliseconds * 1000) / 1000,
    branches: run.evaluations.flatMap(branchesOf),
    inner: source
      ? run.inner.map((each) =>
          traceWorkflow({ source, run: each, outer: { frame, step: shape } }, recording),
        )
      : [],
  };
}

function conditionOf(frame: Frame, shape: StepShape): Pick<StepTrace, 'condition'> {
  const expression = expressionAt(frame, shape, 'condition');
  if (shape.condition === undefined || !expression) {
    return {};
  }
  const asked = evaluationOf({ frame, step: shape, expression });
  const at = expression.where(0).at ?? placeOfStep(frame, shape);
  const holds = asked && !asked.hasFailed ? { holds: Boolean(asked.value) } : {};
  return { condition: { text: expression.text.trim(), at, ...holds } };
}

/** The branches that the conditional expressions took; each evaluation of an expression counts. */
function branchesOf({ expression, ast, values }: Evaluation): BranchTrace[] {
  return nodesOf(ast).flatMap((node): BranchTrace[] => {
    const seen = node.type === 'condition' ? values.get(node.condition) : undefined;
    if (node.type !== 'condition' || !seen || !expression) {
      return [];
    }
    const taken = seen.filter(Boolean).length;
    const { at, text: condition } = placeOf(node.condition, expression);
    return [{ at, condition, then: taken, else: seen.length - taken }];
  });
}

/** The innermost step that failed, with the steps around it; undefined if none failed. */
export function failedStep({ steps }: WorkflowTrace): { names: string[]; at: Location } | undefined {
  const failed = steps.find(({ state }, index) => state === 'failed' && steps[index + 1]?.state !== 'ran');
  if (!failed) {
    return undefined;
  }
  const inner = failed.inner.map(failedStep).find((each) => each !== undefined);
  const at = { file: failed.file, line: failed.line, column: 1 };
  return { names: [failed.name, ...(inner?.names ?? [])], at: inner?.at ?? at };
}
