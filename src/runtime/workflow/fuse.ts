import { parse } from '../jsonata/compile';
import type { Binding } from '../jsonata/emit/program';
import { generateSeries, type MakeBody, type SeriesStep, type Unit } from '../jsonata/emit/series';
import { outputsReadWhole } from '../jsonata/analyse';
import { instantiate, type MakeFunction } from '../jsonata/instantiate';
import { linkSeries } from '../jsonata/link';
import type { Fused, FuseOptions } from './codeMaker';
import { concludeFused } from './compileSteps';
import { isNative } from './native';
import { findOwned } from './ownership';
import type { ProgramParts } from './programParts';
import type { StepShape } from './stepShape';

/** Bindings that prevent fusing: they end a step, or store the state of a run. */
const unfit = ['context', 'setContext', 'originalInput', 'doReturn'];

/**
 * Compiles a workflow to one function, in which the outputs of its steps are local variables; undefined if it has
 * steps that do not allow this, such as loops.
 */
export function fuse(
  parts: ProgramParts,
  { wantsPlain, keepsOutputs, compileInner, runForArray, input, isSparse }: FuseOptions,
  makeFunction: MakeFunction,
): Fused | undefined {
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
  if (found.isUnfit) {
    return undefined;
  }
  return {
    run: linkSeries(instantiate(generated, makeFunction), concludeFused(inner)),
    usesOutputs: generated.usesOutputs,
    usesClock: generated.usesClock,
    value: generated.value,
  };
}

/** The steps whose values are never read as a whole. With `isSparse`, this includes the workflow's own value. */
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
