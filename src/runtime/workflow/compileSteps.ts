import { setInstant } from '../jsonata/instant';
import type { Operand } from '../jsonata/emit/operand';
import type { Binding } from '../jsonata/emit/program';
import type { EngineResult } from './engine';
import type { ExpressionKey } from './expressions';
import { isNative } from './native';
import { findOwned } from './ownership';
import { Failed, orThrow } from '../jsonata/runtime/failed';
import { loopObserver, resumeTimer, startOne } from '../jsonata/runtime/guard';
import { clean, sequencesMade } from '../jsonata/runtime/sequence';
import { INSTANT, skipped, type ProgramParts, type RunBindings } from './programParts';
import { AssertionFailure, StepFailure } from './stepFailure';
import type { StepShape } from './stepShape';

export type Run = (input: unknown, bindings: RunBindings) => unknown;

export interface CompiledStep {
  name: string;
  step: StepShape;
  /** Returns the step's output, or `skipped`; a promise if the step is foreign. @throws StepFailure */
  run: Run;
  /** Whether workflow-engine must run the step, because it does not consist of expressions that can be compiled. */
  isForeign: boolean;
}

/** How the workflow of an `externalWorkflow` step is used. */
export interface InnerUse {
  /** Whether its output must be separate plain JSON. */
  isOwned: boolean;
  /** The known properties of its input. */
  input?: Operand | undefined;
  /** Whether its output is only read field by field: see MakeBody. */
  isSparse?: boolean;
  /** Whether it runs once for each item of an array. */
  isLooped?: boolean;
}

export type CompileInner = (parts: ProgramParts, use: InnerUse) => InnerWorkflow;

/** A workflow that a step of another one runs; `bindings` are those of the step's run. */
export interface InnerWorkflow {
  /** Returns the workflow's output, or Failed. */
  run: Run;
  /** The known properties of the output. */
  value?: Operand | undefined;
  /** Also returns the outputs of its steps. */
  runWhole: (input: unknown, bindings: RunBindings) => EngineResult;
}

/** The context for compiling the expressions of a step. */
interface StepContext {
  /** The name of the step in errors. */
  owner: string;
  parts: ProgramParts;
  compileInner: CompileInner;
  /** The step's path in its workflow: `body`, or `parent.child`. */
  path: string;
  /** If set, the output must be separate plain JSON; these earlier outputs already are. */
  owned: ReadonlySet<string> | undefined;
}

/** The names that every run binds. */
const ownNames = ['outputs', 'context', 'setContext', 'originalInput'];

/**
 * Compiles the steps of a workflow. `isPlain`: the last output shares nothing with the event.
 *
 * @param wantsPlain whether this is required; it costs a copy of the parts of the event
 */
export function compileSteps(
  parts: ProgramParts,
  wantsPlain: boolean,
  compileInner: CompileInner,
): { steps: CompiledStep[]; isPlain: boolean } {
  const owned = wantsPlain ? findOwned(parts) : new Set<string>();
  const steps = parts.steps.map((step): CompiledStep => {
    const isForeign = !isNative(step, parts);
    const context = {
      owner: step.name,
      path: step.name,
      parts,
      compileInner,
      owned: owned.has(step.name) ? owned : undefined,
    };
    const run = isForeign ? runForeign(step, parts) : compileStep(step, context);
    return { name: step.name, step, isForeign, run: step.onError === 'continue' ? survive(run) : run };
  });
  return { steps, isPlain: owned.size > 0 };
}

function runForeign(step: StepShape, parts: ProgramParts): Run {
  const run = parts.foreign(step);
  return async (input, bindings) => {
    try {
      return await run(input, bindings);
    } catch (error) {
      throw StepFailure.foreign(step.name, error);
    }
  };
}

/** With `onError: continue`, a failed step counts as skipped. */
function survive(run: Run): Run {
  return (input, bindings) => {
    try {
      const value = run(input, bindings);
      return value instanceof Promise ? value.catch(() => skipped) : value;
    } catch {
      return skipped;
    }
  };
}

/** The workflow of an `externalWorkflow` step can read only the step's input, nothing else of the outer workflow. */
function compileExternal(step: StepShape, { owner, parts, compileInner, owned }: StepContext): Run {
  const inner = parts.inner(step);
  if (!inner) {
    throw new Error(`the workflow of step ${owner} is out of reach`);
  }
  const { run, runWhole } = compileInner(inner, {
    // The result of each item of a loop is always copied, so the code is the same as outside of loops.
    isOwned: owned !== undefined || step.loopOverInput === true,
    isLooped: step.loopOverInput === true,
  });
  // In a loop, the result of an item includes the outputs of all steps.
  const runInner: Run = step.loopOverInput ? runWhole : run;
  return (input, bindings) => {
    try {
      return orThrow(runInner(input, bindings));
    } catch (error) {
      throw StepFailure.around(owner, StepFailure.in(inner.name, error));
    }
  };
}

/** Composes a step from the inside out, as workflow-engine does: body, loop, input, condition. */
function compileStep(step: StepShape, context: StepContext): Run {
  let run = step.steps ? compileGroup(step.steps, context) : compileBody(step, context);
  const reading = { ...context, owned: undefined };
  if (step.loopOverInput) {
    run = compileLoop(step, run, reading);
  }
  if (step.inputTemplate !== undefined) {
    const prepare = compileExpression(step.inputTemplate, 'inputTemplate', reading);
    const inner = run;
    run = (input, bindings) => inner(prepare(input, bindings), bindings);
  }
  if (step.condition !== undefined) {
    run = compileCondition(step.condition, 'condition', run, step.else, reading);
  }
  return context.parts.maker.step?.(run, step, context) ?? run;
}

function compileBody(step: StepShape, context: StepContext): Run {
  if (step.externalWorkflow) {
    return compileExternal(step, context);
  }
  return step.template === undefined
    ? (input) => input
    : compileExpression(step.template, 'template', context);
}

function compileCondition(
  condition: string,
  key: 'condition' | 'loopCondition',
  run: Run,
  otherwise: StepShape | undefined,
  context: StepContext,
): Run {
  const holds = compileExpression(condition, key, context);
  const runOtherwise: Run = otherwise
    ? compileStep(otherwise, {
        ...context,
        path: [...context.path.split('.').slice(0, -1), otherwise.name].join('.'),
      })
    : () => skipped;
  return (input, bindings) => (holds(input, bindings) ? run(input, bindings) : runOtherwise(input, bindings));
}

/**
 * The output of a loop is an array of `{output}`, `{skipped}` or `{error}`: if one item fails, the others are not
 * affected. The output of another workflow includes its `outputs`.
 */
function compileLoop(step: StepShape, run: Run, context: StepContext): Run {
  const { loopCondition } = step;
  const runItem =
    loopCondition === undefined
      ? run
      : compileCondition(loopCondition, 'loopCondition', run, undefined, context);
  return (input, bindings) => {
    if (!Array.isArray(input)) {
      const problem = Object.assign(new Error('loopOverInput requires array input'), { status: 400 });
      throw new StepFailure(context.owner, problem);
    }
    // A workflow for a single event may loop over parts of it.
    const observe = Array.isArray(bindings.originalInput) ? loopObserver() : undefined;
    const outputs = input.map((item: unknown) => {
      observe?.(item);
      const before = startOne();
      try {
        const output = runItem(item, bindings);
        if (output === skipped) {
          return { skipped: true };
        }
        return step.externalWorkflow ? output : { output };
      } catch (error) {
        const failure = step.externalWorkflow
          ? StepFailure.around(step.name, error)
          : new StepFailure(step.name, error);
        const { message, status, originalError } = failure;
        return { error: { message, status, error: failure, originalError } };
      } finally {
        resumeTimer(before);
      }
    });
    observe?.(undefined);
    return outputs;
  };
}

/**
 * A step with inner steps: their outputs are under its name while it runs, and its output is that of the last one.
 */
function compileGroup(children: readonly StepShape[], context: StepContext): Run {
  const { owner, path } = context;
  const steps = children.map((child) => ({
    child,
    run: compileStep(child, {
      ...context,
      owner: child.name,
      path: `${path}.${child.name}`,
      owned: undefined,
    }),
  }));
  return (input, bindings) => {
    const outputs: Record<string, unknown> = {};
    (bindings.outputs as Record<string, unknown>)[owner] = outputs;
    let output: unknown;
    for (const { child, run } of steps) {
      let value: unknown;
      try {
        value = run(input, bindings);
      } catch (error) {
        throw new StepFailure(owner, error);
      }
      if (value !== skipped) {
        outputs[child.name] = output = value;
        if (child.onComplete === 'return') {
          break;
        }
      }
    }
    return output;
  };
}

function compileExpression(
  text: string,
  key: ExpressionKey,
  { owner, parts, owned, path }: StepContext,
): Run {
  const runNames = new Set([...ownNames, ...parts.runNames]);
  const resolve = (name: string): Binding => {
    if (runNames.has(name)) {
      return { kind: 'property' };
    }
    const { bindings } = parts;
    return Object.hasOwn(bindings, name) ? { kind: 'constant', value: bindings[name] } : { kind: 'builtIn' };
  };
  const { run, usesClock } = parts.maker.expression(text, {
    parts,
    resolve,
    ...(owned ? { ownedOutputs: owned } : {}),
    path,
    key,
    conclude: (error) => conclude(error, owner),
  });
  if (owned && !usesClock) {
    return run;
  }
  return (input, bindings) => {
    const before = sequencesMade.count;
    if (usesClock) {
      setInstant(instantOf(bindings));
    }
    const value = run(input, bindings);
    // Only an expression that created a sequence can have one in its value.
    return sequencesMade.count === before ? value : clean(value);
  };
}

/** The instant of a run: that of the outer run, otherwise the time of its first use. */
export function instantOf(bindings: RunBindings): Date {
  const instant = (bindings[INSTANT] as Date | undefined) ?? new Date();
  bindings[INSTANT] = instant;
  return instant;
}

/**
 * Converts the errors with which `$doReturn` ends a step with a value, and `$assert` rejects with 400. They are
 * recognized by name.
 */
export function conclude(error: unknown, owner: string): unknown {
  const { token, result } = (error ?? {}) as { token?: string; result?: unknown };
  if (token === 'doReturn') {
    return clean(result);
  }
  throw failureOf(error, owner);
}

function failureOf(error: unknown, owner: string): StepFailure {
  const { token, message } = (error ?? {}) as { token?: string; message?: string };
  const original = token === 'assert' ? new AssertionFailure(message) : error;
  return new StepFailure(owner, original);
}

/** Converts an error of a workflow that is one function; `inner`: the names of the workflows that its steps run. */
export function concludeFused(inner: ReadonlyMap<string, string>): (error: unknown, step: string) => Failed {
  return (error, step) => {
    const workflow = inner.get(step);
    return new Failed(
      workflow !== undefined && error instanceof StepFailure
        ? StepFailure.around(step, StepFailure.in(workflow, error))
        : failureOf(error, step),
    );
  };
}
