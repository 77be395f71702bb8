import type { Operand } from '../jsonata/emit/operand';
import { setInstant } from '../jsonata/instant';
import { toPlain } from '../jsonata/plain';
import { orThrow } from '../jsonata/runtime/failed';
import { resumeTimer, startTimer } from '../jsonata/runtime/guard';
import {
  compileSteps,
  instantOf,
  type CompiledStep,
  type InnerUse,
  type InnerWorkflow,
  type Run,
} from './compileSteps';
import type { FuseOptions } from './codeMaker';
import { TIME_LIMIT, type Engine, type EngineResult } from './engine';
import { findOwned } from './ownership';
import { INSTANT, skipped, type ProgramParts, type RunBindings } from './programParts';
import { withInnerSteps, type StepShape } from './stepShape';

/** The compiled steps of a workflow. */
export interface Program {
  /** Returns a promise only if a step does not consist of expressions. @throws StepFailure */
  run(input: unknown, bindings?: Record<string, unknown>, now?: number): EngineResult | Promise<EngineResult>;
}

/**
 * Compiles a workflow: each expression once, with constant bindings as constants of the code.
 *
 * @param timeLimit milliseconds for an event; an array of events gets this time for each of them
 */
export function compileProgram(parts: ProgramParts, timeLimit = TIME_LIMIT): Program {
  const linked = linkWorkflow(parts, true, { isSparse: false, keepsOutputs: true });
  if ('waiting' in linked) {
    const { waiting, start } = linked;
    return {
      // What is not made of expressions may change what it gets.
      run: (given, extra, now) => {
        const input = toPlain(given);
        return runWaiting(waiting, input, start(input, extra, now), timeLimit);
      },
    };
  }
  const { run, start, isPlain } = linked;
  return {
    run(input, extra, now) {
      const before = startTimer(timeLimit, Array.isArray(input) ? input.length + 1 : 1);
      try {
        const bindings = start(input, extra, now);
        const output = orThrow(run(input, bindings));
        return { output, outputs: bindings.outputs as Record<string, unknown>, isPlain };
      } finally {
        resumeTimer(before);
      }
    },
  };
}

/** An engine of a program. */
export function programEngine(program: Program): Engine {
  return { run: (input, now) => program.run(input, undefined, now) };
}

/** The same workflow compiled for the same use, when it has been. */
function compileInner(parts: ProgramParts, use: InnerUse): InnerWorkflow {
  const { compiled } = parts;
  if (!compiled) {
    return makeInner(parts, use);
  }
  const name = JSON.stringify(use, (key, value: unknown) =>
    key === 'js' ? undefined : value instanceof Map ? [...(value as ReadonlyMap<string, unknown>)] : value,
  );
  return compiled.get(name, () => makeInner(parts, use));
}

/** A workflow that a step of another one runs: at the same instant, with its own outputs. */
function makeInner(
  parts: ProgramParts,
  { isOwned, input: given, isSparse = false, isLooped = false }: InnerUse,
): InnerWorkflow {
  const lean = once(() => linkWorkflow(parts, isOwned, { input: given, isSparse, keepsOutputs: false }));
  const whole = once(() => linkWorkflow(parts, isOwned, { isSparse: false, keepsOutputs: true }));
  const { run, start, usesOutputs, value } = synchronous(isLooped ? whole() : lean());
  return {
    run: usesOutputs ? (input, outer) => run(input, begin(start, input, outer)) : run,
    value,
    runWhole: (input, outer) => {
      const inner = synchronous(whole());
      const bindings = begin(inner.start, input, outer);
      const output = orThrow(inner.run(input, bindings));
      return { output, outputs: bindings.outputs as Record<string, unknown> };
    },
  };
}

type Start = (input: unknown, extra: RunBindings | undefined, now: number | undefined) => RunBindings;

type Linked =
  | { run: Run; start: Start; isPlain: boolean; usesOutputs: boolean; value?: Operand | undefined }
  | { waiting: CompiledStep[]; start: Start };

/** The bindings of a run within another one: its own, except for the instant. */
function begin(start: Start, input: unknown, outer: RunBindings | undefined): RunBindings {
  const bindings = start(input, undefined, undefined);
  if (outer?.[INSTANT] !== undefined) {
    bindings[INSTANT] = outer[INSTANT];
  }
  return bindings;
}

/** Links a workflow as one function if its steps allow this, otherwise as the functions of its steps. */
function linkWorkflow(
  parts: ProgramParts,
  wantsPlain: boolean,
  use: Pick<FuseOptions, 'input' | 'isSparse' | 'keepsOutputs'>,
): Linked {
  const general = once((): Linked => {
    const { steps, isPlain } = compileSteps(parts, wantsPlain, compileInner);
    const start = createStart(steps);
    return steps.some(({ isForeign }) => isForeign)
      ? { waiting: steps, start }
      : { run: parts.maker.sequence(steps, parts), start, isPlain, usesOutputs: true };
  });
  const runForArray: Run = (input, bindings) => {
    const { run, start } = synchronous(general());
    return run(input, fused?.usesOutputs ? bindings : begin(start, input, bindings));
  };
  const fused = parts.maker.fuse(parts, { ...use, wantsPlain, compileInner, runForArray });
  return fused
    ? {
        ...fused,
        run: fused.usesClock ? clocked(fused.run) : fused.run,
        start: createStart([]),
        isPlain: wantsPlain && findOwned(parts).size > 0,
      }
    : general();
}

/** A run at one instant. It is synchronous, and inner workflows share the instant. */
function clocked(run: Run): Run {
  return (input, bindings) => {
    setInstant(instantOf(bindings));
    return run(input, bindings);
  };
}

function synchronous(linked: Linked): Exclude<Linked, { waiting: unknown }> {
  if ('waiting' in linked) {
    throw new Error('a workflow that waits is run by workflow-engine');
  }
  return linked;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Creates the bindings of a run. */
function createStart(steps: readonly CompiledStep[]): Start {
  // Few workflows have their own state, which would cost two objects per run.
  const hasContext = steps.some(({ isForeign, step }) => isForeign || readsContext(step));
  return (input, extra, now) => {
    const bindings: RunBindings = extra
      ? { ...extra, outputs: {}, originalInput: input }
      : { outputs: {}, originalInput: input };
    if (hasContext) {
      const context: Record<string, unknown> = {};
      bindings.context = context;
      bindings.setContext = (key: string, value: unknown) => {
        context[key] = value;
      };
    }
    if (now !== undefined) {
      bindings[INSTANT] = new Date(now);
    }
    return bindings;
  };
}

function readsContext(step: StepShape): boolean {
  return withInnerSteps(step).some((each) => /\$(?:context|setContext)\b/.test(JSON.stringify(each)));
}

/** @param timeLimit milliseconds for each step and each event: other runs may take place between the steps */
async function runWaiting(
  steps: readonly CompiledStep[],
  input: unknown,
  bindings: RunBindings,
  timeLimit: number,
): Promise<EngineResult> {
  const outputs = bindings.outputs as Record<string, unknown>;
  let output: unknown;
  for (const { name, run, step } of steps) {
    const before = startTimer(timeLimit, Array.isArray(input) ? input.length + 1 : 1);
    let running: unknown;
    try {
      running = run(input, bindings);
    } finally {
      resumeTimer(before);
    }
    const value = await running;
    if (value !== skipped) {
      outputs[name] = output = value;
      if (step.onComplete === 'return') {
        break;
      }
    }
  }
  return { output, outputs };
}
