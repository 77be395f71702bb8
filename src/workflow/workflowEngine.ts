import {
  DefaultWorkflowExecutor,
  StepExecutionError,
  TemplateType,
  WorkflowEngineFactory,
  type StepExecutor,
  type Workflow,
  type WorkflowEngine,
  type WorkflowExecutor,
} from '@rudderstack/workflow-engine';
import { createError } from '../errors/destkitError';
import { createClock } from './clock';
import type { Engine, EngineOptions } from './engine';
import { frozenCopy, toPlain } from '../jsonata/plain';
import { compileProgram, type Program } from './program';
import { skipped, type ProgramParts } from './programParts';
import { StepFailure } from './stepFailure';
import type { WorkflowSource } from './source';
import { RUNTIME_PATH, type StepShape } from './stepShape';

// The one file that imports workflow-engine.

/** workflow-engine with the jsonata interpreter: slow, and the arbiter of what a workflow means. */
export async function createReferenceEngine(source: WorkflowSource, options: EngineOptions): Promise<Engine> {
  const engine = await buildEngine(source, options, DefaultWorkflowExecutor.INSTANCE);
  const clock = createClock();
  return {
    async run(input, now) {
      // The jsonata executor replaces arrays inside its results, which may be parts of the event.
      const result = await engine.execute(toPlain(input), clock(now));
      return { output: result.output, outputs: result.outputs ?? {} };
    },
  };
}

/** The same workflow as JavaScript, run without workflow-engine's promises. */
export async function createCompiledEngine(source: WorkflowSource, options: EngineOptions): Promise<Engine> {
  const engine = await buildEngine(source, options, compiledExecutor);
  const program = compile(engine, []);
  return { run: (input, now) => program.run(input, undefined, now) };
}

async function buildEngine(
  source: WorkflowSource,
  options: EngineOptions,
  executor: WorkflowExecutor,
): Promise<WorkflowEngine> {
  const runtime = { ...options.runtime, compiledExecutor: executor };
  // workflow-engine fills in step types as it builds, so it gets a copy of its own.
  const workflow = structuredClone(source.workflow) as unknown as Workflow;
  try {
    return await WorkflowEngineFactory.create(workflow, {
      rootPath: options.folder,
      templateType: TemplateType.JSONATA,
      bindingProvider: { provide: (path) => Promise.resolve(path === RUNTIME_PATH ? runtime : undefined) },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw createError('WORKFLOW_INVALID', { message }, { at: { file: source.file, line: 1, column: 1 } });
  }
}

/** The names that workflow-engine itself binds in every workflow, some of them JSONata's own. */
export async function libraryNames(): Promise<string[]> {
  const steps = [{ name: 'nothing', identity: true }];
  const engine = await WorkflowEngineFactory.create({ name: 'names', steps }, { rootPath: '.' });
  return Object.keys(engine.getBindings());
}

interface Compiled {
  names: ReadonlySet<string>;
  program: Program;
}

const compiled = new WeakMap<WorkflowEngine, Compiled>();

/**
 * What a workflow names as its executor: runs the workflow's steps as JavaScript in whichever host has built the
 * engine, and fails with the host's own errors.
 */
export const compiledExecutor: WorkflowExecutor = {
  async execute(engine, input, bindings) {
    const { program } = programFor(engine, Object.keys(bindings ?? {}));
    try {
      const { output, outputs } = await program.run(input, bindings);
      return { output, outputs };
    } catch (error) {
      if (!(error instanceof StepFailure)) {
        throw error;
      }
      const { message, status, stepName, childStepName, originalError } = error;
      throw new StepExecutionError(message, status, {
        stepName,
        ...(childStepName === undefined ? {} : { childStepName }),
        error: originalError as Error,
      });
    }
  },
};

/** The program of an engine; compiled again when a run binds a name that no run before has bound. */
function programFor(engine: WorkflowEngine, names: readonly string[]): Compiled {
  const known = compiled.get(engine);
  if (known && names.every((name) => known.names.has(name))) {
    return known;
  }
  const all = new Set([...(known?.names ?? []), ...names]);
  const fresh = { names: all, program: compile(engine, [...all]) };
  compiled.set(engine, fresh);
  return fresh;
}

function compile(engine: WorkflowEngine, runNames: readonly string[]): Program {
  return compileProgram(partsOf(engine, runNames));
}

function partsOf(engine: WorkflowEngine, runNames: readonly string[]): ProgramParts {
  const executors = new Map<unknown, StepExecutor>(
    engine.getStepExecutors().map((each) => [each.getStep(), each]),
  );
  const inner = new Map<StepShape, ProgramParts | undefined>();
  // The code is made for the tables as they are now. workflow-engine's own executor writes to the originals.
  const bindings = Object.fromEntries(
    Object.entries(engine.getBindings()).map(([name, value]) => [name, frozenCopy(value)]),
  );
  return {
    name: engine.getName(),
    steps: [...executors.keys()] as StepShape[],
    bindings,
    runNames,
    inner: (step) => {
      if (!inner.has(step)) {
        const within = innerEngine(executors.get(step));
        inner.set(step, within && partsOf(within, []));
      }
      return inner.get(step);
    },
    foreign: (step) => async (input, runBindings) => {
      // Steps of other kinds read the workflow's bindings from the run's.
      const all = { ...engine.getBindings(), ...runBindings };
      const result = await executors.get(step)?.execute(input, all as Parameters<StepExecutor['execute']>[1]);
      return result === undefined || result.skipped ? skipped : (result.output as unknown);
    },
  };
}

/**
 * The engine inside the executor of an `externalWorkflow` step, which may be wrapped by those of its condition, loop and
 * input. workflow-engine does not show it; where its fields have other names, the step is run as it is.
 */
function innerEngine(executor: object | undefined): WorkflowEngine | undefined {
  const { workflowEngine, stepExecutor } = (executor ?? {}) as {
    workflowEngine?: WorkflowEngine & { executor?: WorkflowExecutor };
    stepExecutor?: object;
  };
  if (workflowEngine) {
    return workflowEngine.executor === compiledExecutor ? workflowEngine : undefined;
  }
  return stepExecutor ? innerEngine(stepExecutor) : undefined;
}
