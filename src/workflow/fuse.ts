import { parse } from '../jsonata/compile';
import type { Binding } from '../jsonata/emit/program';
import type { Operand } from '../jsonata/emit/operand';
import { generateSeries, type MakeBody, type SeriesStep, type Unit } from '../jsonata/emit/series';
import { outputsReadWhole } from '../jsonata/analyse';
import { linkSeries } from '../jsonata/link';
import { conclude, findOwned, isNative, type CompileInner, type Run } from './compileSteps';
import type { ProgramParts } from './programParts';
import { StepFailure } from './stepFailure';
import type { StepShape } from './stepShape';

/** Bindings whose meaning needs more than the values of the steps: they end a step, or keep the state of a run. */
const unfit = ['context', 'setContext', 'originalInput', 'doReturn'];

export interface FuseOptions {
  wantsPlain: boolean;
  /** Keep what the steps gave in `bindings.outputs`. */
  keepsOutputs: boolean;
  compileInner: CompileInner;
  /** What is known of the input. */
  input?: Operand | undefined;
  /** The workflow's value is only read field by field. */
  isSparse: boolean;
  /** Runs the workflow for an input that is an array. */
  runForArray: Run;
}

/**
 * A workflow as one function, in which the outputs of its steps are local variables; undefined when it has steps that
 * need more, such as loops.
 */
export function fuse(
  parts: ProgramParts,
  { wantsPlain, keepsOutputs, compileInner, runForArray, input, isSparse }: FuseOptions,
): { run: Run; usesOutputs: boolean; value: Operand | undefined } | undefined {
  if (!parts.steps.every((step) => isPlain(step, parts))) {
    return undefined;
  }
  const owned = wantsPlain ? findOwned(parts) : new Set<string>();
  const inner = new Map<string, string>();
  const steps = parts.steps.map((step): SeriesStep => {
    const isOwned = owned.has(step.name);
    return {
      name: step.name,
      condition: step.condition === undefined ? undefined : toUnit(step.condition),
      input: step.inputTemplate === undefined ? undefined : toUnit(step.inputTemplate),
      body: step.template === undefined ? { make: compileBody(step, isOwned) } : toUnit(step.template),
      isOwned,
      isFinal: step.onComplete === 'return',
    };
  });
  function compileBody(step: StepShape, isOwned: boolean): MakeBody {
    const within = parts.inner(step);
    if (!within) {
      throw new Error(`the workflow of step ${step.name} is out of reach`);
    }
    inner.set(step.name, within.name);
    return (input, isSparse) => compileInner(within, { isOwned, input, isSparse });
  }
  const found = { isUnfit: false };
  const generated = generateSeries(steps, {
    name: parts.name.replaceAll(/\W/g, ''),
    variable: 'outputs',
    resolve: (name): Binding => {
      found.isUnfit ||= unfit.includes(name) || parts.runNames.includes(name);
      return Object.hasOwn(parts.bindings, name)
        ? { kind: 'constant', value: parts.bindings[name] }
        : { kind: 'builtIn' };
    },
    owned,
    keepsOutputs,
    input,
    sparse: keepsOutputs ? new Set() : readByField(steps, isSparse),
    runForArray,
  });
  if (found.isUnfit || generated.usesClock) {
    return undefined;
  }
  const run = linkSeries(generated, (error, step) => {
    const workflow = inner.get(step);
    if (workflow !== undefined && error instanceof StepFailure) {
      throw StepFailure.around(step, StepFailure.in(workflow, error));
    }
    conclude(error, step);
    throw error;
  });
  return { run, usesOutputs: generated.usesOutputs, value: generated.value };
}

/** The steps whose values nothing reads as a whole. The workflow's own value is read so when `isSparse` says it. */
function readByField(steps: readonly SeriesStep[], isSparse: boolean): Set<string> {
  const expressions = steps.flatMap(({ condition, input, body }) =>
    [condition, input, 'ast' in body ? body : undefined].flatMap((unit) => (unit ? [unit.ast] : [])),
  );
  const whole = outputsReadWhole(expressions);
  if (!whole) {
    return new Set();
  }
  // The workflow's value is that of the last step that runs.
  const certain = steps.findLastIndex(({ condition }) => condition === undefined);
  const isInner = ({ isFinal }: SeriesStep, index: number) => index < certain && !isFinal;
  return new Set(
    steps.flatMap((step, index) =>
      (isSparse || isInner(step, index)) && !whole.has(step.name) ? [step.name] : [],
    ),
  );
}

function isPlain(step: StepShape, parts: ProgramParts): boolean {
  const isSimple = step.template !== undefined || step.externalWorkflow !== undefined;
  const isOrdinary = !step.loopOverInput && !step.else && step.onError !== 'continue' && !step.identity;
  return step.type === 'simple' && isSimple && isOrdinary && isNative(step, parts);
}

function toUnit(text: string): Unit {
  return { ast: parse(text), text };
}
