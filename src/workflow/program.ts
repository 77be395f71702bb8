import { DataError } from '../errors/dataError';
import { findUnsupported, variableNames } from '../jsonata/analyse';
import { compileAst, isAsync, parse, setInstant } from '../jsonata/compile';
import type { Binding } from '../jsonata/emit/program';
import { clean, sequencesMade } from '../jsonata/runtime/sequence';
import type { EngineResult } from './engine';
import { withInnerSteps, type StepShape } from './stepShape';

/** What an expression finds under `$name` besides the workflow's bindings: the run's own. */
type RunBindings = Record<string, unknown>;

/** Where a run keeps its instant, once something has asked for it; no expression can name it. */
const INSTANT = '@instant';

type Evaluate = (input: unknown, bindings: RunBindings) => unknown;

/** Runs a step that is not made of expressions, such as an external workflow; gives its output, or `skipped`. */
export type ForeignStep = (input: unknown, bindings: RunBindings) => Promise<unknown>;

export interface ProgramParts {
  steps: readonly StepShape[];
  /** The workflow's bindings, the same for all runs. */
  bindings: Readonly<Record<string, unknown>>;
  /** Names that each run binds, over and above the workflow's. */
  runNames: readonly string[];
  foreign(step: StepShape): ForeignStep;
}

/** A workflow's steps as functions. */
export interface Program {
  /** A promise only when a step is not made of expressions. @throws StepFailure */
  run(input: unknown, bindings?: Record<string, unknown>, now?: number): EngineResult | Promise<EngineResult>;
}

/** The output of a step that did not run. */
export const skipped = Symbol('skipped');

/** What a step threw, and which step it was; the shape is the one that workflow-engine's errors have. */
export class StepFailure extends DataError {
  readonly stepName: string;
  readonly childStepName: string | undefined;
  readonly status: number;
  readonly originalError: unknown;

  constructor(stepName: string, thrown: unknown) {
    const inner = thrown instanceof StepFailure ? thrown : undefined;
    const original = inner ? inner.originalError : thrown;
    super((original as Partial<Error> | undefined)?.message);
    this.stepName = stepName;
    this.childStepName = inner?.stepName;
    this.originalError = original;
    this.status = statusOf(original);
  }
}

/** An error of an expression is the event's fault. */
function statusOf(error: unknown): number {
  const { status, response, code } = (error ?? {}) as {
    status?: number;
    response?: { status?: number };
    code?: unknown;
  };
  return response?.status ?? status ?? (typeof code === 'string' && /^[DT]\d{4}$/.test(code) ? 400 : 500);
}

/** Steps made of expressions alone run here; `debug` prints, which is workflow-engine's business. */
function isNative(step: StepShape, bindings: ProgramParts['bindings']): boolean {
  const isTemplate = step.template !== undefined || step.identity === true;
  const isGroup = step.steps?.every((child) => isNative(child, bindings)) === true;
  return (
    !step.debug &&
    (step.type === 'simple' ? isTemplate : isGroup) &&
    (!step.else || isNative(step.else, bindings)) &&
    [step.template, step.condition, step.inputTemplate, step.loopCondition].every(
      (text) => text === undefined || isCompilable(text, bindings),
    )
  );
}

/** What cannot be compiled, or waits for an asynchronous binding, is left to the interpreter. */
function isCompilable(text: string, bindings: ProgramParts['bindings']): boolean {
  const ast = parse(text);
  return (
    findUnsupported(ast) === undefined &&
    ![...variableNames(ast)].some((name) => Object.hasOwn(bindings, name) && isAsync(bindings[name]))
  );
}

/** The names that every run binds. */
const ownNames = ['outputs', 'context', 'setContext', 'originalInput'];

/** Compiles a workflow: each expression once, the bindings that never change as constants of the code. */
export function compileProgram(parts: ProgramParts): Program {
  const runNames = new Set([...ownNames, ...parts.runNames]);
  const steps = parts.steps.map((step) => {
    const isAsynchronous = !isNative(step, parts.bindings);
    const run = isAsynchronous
      ? parts.foreign(step)
      : compileStep(step, { ...parts, runNames: [...runNames] });
    return { name: step.name, run, isAsynchronous, step };
  });
  // Hardly any workflow has state of its own, which would cost two objects a run.
  const hasContext = steps.some(({ isAsynchronous, step }) => isAsynchronous || readsContext(step));
  const start = (input: unknown, extra: RunBindings | undefined, now: number | undefined): RunBindings => {
    const bindings: RunBindings = { ...extra, outputs: {}, originalInput: input };
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

  if (steps.some(({ isAsynchronous }) => isAsynchronous)) {
    return {
      async run(input, extra, now) {
        const bindings = start(input, extra, now);
        const outputs = bindings.outputs as Record<string, unknown>;
        let output: unknown;
        for (const { name, run, step } of steps) {
          const value = await Promise.resolve()
            .then(() => run(input, bindings))
            .catch((error: unknown) => survive(step, error));
          if (value !== skipped) {
            outputs[name] = output = value;
            if (step.onComplete === 'return') {
              break;
            }
          }
        }
        return { output, outputs };
      },
    };
  }
  return {
    run(input, extra, now) {
      const bindings = start(input, extra, now);
      const outputs = bindings.outputs as Record<string, unknown>;
      let output: unknown;
      for (const { name, run, step } of steps) {
        let value: unknown;
        try {
          value = run(input, bindings);
        } catch (error) {
          value = survive(step, error);
        }
        if (value !== skipped) {
          outputs[name] = output = value;
          if (step.onComplete === 'return') {
            break;
          }
        }
      }
      return { output, outputs };
    },
  };
}

function readsContext(step: StepShape): boolean {
  return withInnerSteps(step).some((each) => /\$(?:context|setContext)\b/.test(JSON.stringify(each)));
}

/** With `onError: continue` a failed step is one that did not run. */
function survive(step: StepShape, error: unknown): typeof skipped {
  if (step.onError === 'continue') {
    return skipped;
  }
  throw new StepFailure(step.name, error);
}

/** A step from the inside out, as workflow-engine composes it: body, loop, input, condition. */
function compileStep(step: StepShape, parts: ProgramParts): Evaluate {
  let run = step.steps ? compileGroup(step.steps, step.name, parts) : compileBody(step, parts);
  if (step.loopOverInput) {
    run = compileLoop(step, run, parts);
  }
  if (step.inputTemplate !== undefined) {
    const prepare = compileExpression(step.inputTemplate, parts);
    const inner = run;
    run = (input, bindings) => inner(prepare(input, bindings), bindings);
  }
  if (step.condition !== undefined) {
    run = compileCondition(step.condition, run, step.else, parts);
  }
  return run;
}

function compileBody(step: StepShape, parts: ProgramParts): Evaluate {
  return step.template === undefined ? (input) => input : compileExpression(step.template, parts);
}

function compileCondition(
  condition: string,
  run: Evaluate,
  otherwise: StepShape | undefined,
  parts: ProgramParts,
): Evaluate {
  const holds = compileExpression(condition, parts);
  const runOtherwise = otherwise ? compileStep(otherwise, parts) : () => skipped;
  return (input, bindings) => (holds(input, bindings) ? run(input, bindings) : runOtherwise(input, bindings));
}

/** A loop's output is a list of `{output}`, `{skipped}` or `{error}`: one item's failure is that item's. */
function compileLoop(step: StepShape, run: Evaluate, parts: ProgramParts): Evaluate {
  const runItem =
    step.loopCondition === undefined ? run : compileCondition(step.loopCondition, run, undefined, parts);
  return (input, bindings) => {
    if (!Array.isArray(input)) {
      throw Object.assign(new Error('loopOverInput requires array input'), { status: 400 });
    }
    return input.map((item: unknown) => {
      try {
        const output = runItem(item, bindings);
        return output === skipped ? { skipped: true } : { output };
      } catch (error) {
        const failure = new StepFailure(step.name, error);
        const { message, status, originalError } = failure;
        return { error: { message, status, error: failure, originalError } };
      }
    });
  };
}

/** A step of steps: its children's outputs under its name while it runs, the last child's output as its own. */
function compileGroup(children: readonly StepShape[], name: string, parts: ProgramParts): Evaluate {
  const steps = children.map((child) => ({ child, run: compileStep(child, parts) }));
  return (input, bindings) => {
    const outputs: Record<string, unknown> = {};
    (bindings.outputs as Record<string, unknown>)[name] = outputs;
    let output: unknown;
    for (const { child, run } of steps) {
      let value: unknown;
      try {
        value = run(input, bindings);
      } catch (error) {
        throw new StepFailure(child.name, error);
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

function compileExpression(text: string, { bindings, runNames }: ProgramParts): Evaluate {
  const names = new Set(runNames);
  const resolve = (name: string): Binding => {
    if (names.has(name)) {
      return { kind: 'property' };
    }
    return Object.hasOwn(bindings, name) ? { kind: 'constant', value: bindings[name] } : { kind: 'builtIn' };
  };
  const { run, usesClock } = compileAst(parse(text), text, resolve);
  return (input, runBindings) => {
    const before = sequencesMade.count;
    if (usesClock) {
      setInstant(instantOf(runBindings));
    }
    try {
      const value = run(input, runBindings);
      // Only an expression that made a sequence can have left one in its value.
      return sequencesMade.count === before ? value : clean(value);
    } catch (error) {
      return recover(error);
    }
  };
}

function instantOf(bindings: RunBindings): Date {
  const instant = (bindings[INSTANT] as Date | undefined) ?? new Date();
  bindings[INSTANT] = instant;
  return instant;
}

/** `$doReturn` ends a step with its value, `$assert` rejects with 400: both by the name they were called by. */
function recover(error: unknown): unknown {
  const { token, result, message } = (error ?? {}) as { token?: string; result?: unknown; message?: string };
  if (token === 'doReturn') {
    return clean(result);
  }
  if (token === 'assert') {
    throw Object.assign(new Error(message), { status: 400 });
  }
  throw error;
}
