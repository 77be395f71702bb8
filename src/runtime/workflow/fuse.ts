import { parse } from '../jsonata/compile';
import type { Binding } from '../jsonata/emit/program';
import {
  generateSeries,
  type GeneratedSeries,
  type MakeBody,
  type SeriesStep,
  type Unit,
} from '../jsonata/emit/series';
import { outputsReadWhole } from '../jsonata/analyse';
import { instantiate } from '../jsonata/instantiate';
import { linkSeries } from '../jsonata/link';
import type { Fused, FuseOptions } from './codeMaker';
import { concludeFused, isNative } from './compileSteps';
import type { ProgramParts } from './programParts';
import type { ValueRef } from './storedCode';
import type { StepShape } from './stepShape';

/** Bindings whose meaning needs more than the values of the steps: they end a step, or keep the state of a run. */
const unfit = ['context', 'setContext', 'originalInput', 'doReturn'];

/** The code of a workflow and what it has taken from around it. */
export interface FusedCode {
  generated: GeneratedSeries;
  /** The functions among its values. */
  made: ReadonlyMap<unknown, ValueRef>;
  /** How each name that it uses was found. */
  names: ReadonlyMap<string, Binding['kind']>;
  /** The names of the workflows that its steps run, by step. */
  inner: ReadonlyMap<string, string>;
}

/**
 * A workflow as one function, in which the outputs of its steps are local variables; undefined when it has steps that
 * need more, such as loops.
 */
export function fuse(
  parts: ProgramParts,
  { key, wantsPlain, keepsOutputs, compileInner, runForArray, input, isSparse }: FuseOptions,
  observe?: (code: FusedCode) => void,
): Fused | undefined {
  if (!parts.steps.every((step) => isPlain(step, parts))) {
    return undefined;
  }
  const owned = wantsPlain ? parts.maker.findOwned(parts) : new Set<string>();
  const inner = new Map<string, string>();
  const made = new Map<unknown, ValueRef>([[runForArray, { kind: 'array' }]]);
  const names = new Map<string, Binding['kind']>();
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
    return (input, isSparse) => {
      const body = compileInner(within, { isOwned, input, isSparse, key: `${key}>${step.name}` });
      made.set(body.run, { kind: 'inner', step: step.name });
      return body;
    };
  }
  const found = { isUnfit: false };
  const generated = generateSeries(steps, {
    name: parts.name.replaceAll(/\W/g, ''),
    variable: 'outputs',
    resolve: (name): Binding => {
      found.isUnfit ||= unfit.includes(name) || parts.runNames.includes(name);
      const binding: Binding = Object.hasOwn(parts.bindings, name)
        ? { kind: 'constant', value: parts.bindings[name] }
        : { kind: 'builtIn' };
      names.set(name, binding.kind);
      return binding;
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
  observe?.({ generated, made, names, inner });
  return {
    run: linkSeries(instantiate(generated), concludeFused(inner)),
    usesOutputs: generated.usesOutputs,
    usesClock: generated.usesClock,
    value: generated.value,
  };
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
