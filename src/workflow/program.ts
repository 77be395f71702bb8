import { compileSteps, type CompiledStep } from './compileSteps';
import type { EngineResult } from './engine';
import { INSTANT, skipped, type ProgramParts, type RunBindings } from './programParts';
import { withInnerSteps, type StepShape } from './stepShape';

/** A workflow's steps as functions. */
export interface Program {
  /** A promise only when a step is not made of expressions. @throws StepFailure */
  run(input: unknown, bindings?: Record<string, unknown>, now?: number): EngineResult | Promise<EngineResult>;
}

/** Compiles a workflow: each expression once, the bindings that never change as constants of the code. */
export function compileProgram(parts: ProgramParts): Program {
  const { steps, isPlain } = compileSteps(parts, true, compileInner);
  const start = createStart(steps);
  if (steps.some(({ isForeign }) => isForeign)) {
    return { run: (input, extra, now) => runWaiting(steps, input, start(input, extra, now)) };
  }
  const runSteps = linkSteps(steps);
  return {
    run(input, extra, now) {
      const bindings = start(input, extra, now);
      const output = runSteps(input, bindings);
      return { output, outputs: bindings.outputs as Record<string, unknown>, isPlain };
    },
  };
}

/** The same for a workflow that a step of another one runs: at the same instant, with outputs of its own. */
function compileInner(parts: ProgramParts, isOwned: boolean) {
  const { steps } = compileSteps(parts, isOwned, compileInner);
  const start = createStart(steps);
  const runSteps = linkSteps(steps);
  return (input: unknown, { [INSTANT]: instant }: RunBindings): EngineResult => {
    const bindings = start(input, undefined, undefined);
    if (instant !== undefined) {
      bindings[INSTANT] = instant;
    }
    const output = runSteps(input, bindings);
    return { output, outputs: bindings.outputs as Record<string, unknown> };
  };
}

/** Makes the bindings of a run. */
function createStart(steps: readonly CompiledStep[]) {
  // Hardly any workflow has state of its own, which would cost two objects a run.
  const hasContext = steps.some(({ isForeign, step }) => isForeign || readsContext(step));
  return (input: unknown, extra: RunBindings | undefined, now: number | undefined): RunBindings => {
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

type RunSteps = (input: unknown, bindings: RunBindings) => unknown;

/** The steps as one straight function, in which each call and each output is a site of its own for the engine. */
function linkSteps(steps: readonly CompiledStep[]): RunSteps {
  const body = steps.map(({ name, step }, index) => {
    const leave = step.onComplete === 'return' ? ' return output;' : '';
    return [
      `value = step${String(index)}(input, bindings);`,
      `if (value !== skipped) { outputs[${JSON.stringify(name)}] = output = value;${leave} }`,
    ].join('\n');
  });
  const source = [
    '"use strict";',
    `const [${steps.map((_, index) => `step${String(index)}`).join(', ')}] = steps;`,
    'return (input, bindings) => {',
    'const { outputs } = bindings;',
    'let output, value;',
    ...body,
    'return output;',
    '};',
  ].join('\n');
  // The text has nothing but the names of steps, through JSON.stringify.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function('steps', 'skipped', source)(
    steps.map(({ run }) => run),
    skipped,
  ) as RunSteps;
}

async function runWaiting(
  steps: readonly CompiledStep[],
  input: unknown,
  bindings: RunBindings,
): Promise<EngineResult> {
  const outputs = bindings.outputs as Record<string, unknown>;
  let output: unknown;
  for (const { name, run, step } of steps) {
    const value = await run(input, bindings);
    if (value !== skipped) {
      outputs[name] = output = value;
      if (step.onComplete === 'return') {
        break;
      }
    }
  }
  return { output, outputs };
}
