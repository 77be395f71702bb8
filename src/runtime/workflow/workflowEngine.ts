import {
  DefaultWorkflowExecutor,
  ErrorUtils,
  JsonTemplateStepExecutor,
  StatusError,
  StepExecutionError,
  StepType,
  StepUtils,
  TemplateType,
  WorkflowEngineFactory,
  WorkflowExecutionError,
  WorkflowUtils,
  type Step,
  type StepExecutor,
  type Workflow,
  type WorkflowEngine,
  type WorkflowExecutor,
} from '@rudderstack/workflow-engine';
import { createError, DestkitError } from '../errors/destkitError';
import { isObject } from '../isObject';
import { bindingSource, type BindingShape } from './bindingShape';
import { moduleOf, selectExports } from './bindingValues';
import { clock } from './clock';
import { TIME_LIMIT, type Engine, type EngineOptions } from './engine';
import { frozenCopy, toPlain } from '../jsonata/plain';
import type { CodeMaker } from './codeMaker';
import { loadCode } from './codeModule';
import { timeLimit } from '../jsonata/runtime/guard';
import { limitTime } from './interpreterTime';
import { compileProgram, type Program } from './program';
import { skipped, type ProgramParts } from './programParts';
import { AssertionFailure, StepFailure } from './stepFailure';
import { isJsonTemplate as isForeign, type WorkflowShape, type WorkflowSource } from './source';
import { withInnerSteps, type StepShape } from './stepShape';

// The only file that imports workflow-engine.

/** workflow-engine with the jsonata interpreter: slow, but it defines the meaning of a workflow. */
export async function createReferenceEngine(source: WorkflowSource, options: EngineOptions): Promise<Engine> {
  const engine = await buildEngine(source, options, DefaultWorkflowExecutor.INSTANCE);
  const executors = withInnerEngines(engine).flatMap((each) => each.getStepExecutors());
  const limited = limitTime(executors);
  const { timeLimit = TIME_LIMIT } = options;
  return {
    async run(input, now) {
      const events = Array.isArray(input) ? input.length + 1 : 1;
      // The jsonata executor replaces arrays inside its results, which may be parts of the event.
      const run = () => engine.execute(toPlain(input), clock(now));
      const result = await limited(events, timeLimit, run);
      return { output: result.output, outputs: result.outputs ?? {} };
    },
  };
}

/** The engine, and the engines of the workflows that its steps run. */
function withInnerEngines(engine: WorkflowEngine): WorkflowEngine[] {
  return [engine, ...engine.getStepExecutors().flatMap(innerEngines)];
}

function innerEngines(executor: StepExecutor): WorkflowEngine[] {
  const steps = withInnerSteps(executor.getStep());
  return steps.flatMap((step) => outerSteps.get(step)?.engine ?? []).flatMap(withInnerEngines);
}

/**
 * Builds a workflow with workflow-engine; `executor` replaces the executor that the workflow names. workflow-engine
 * gets all contents and no path, because it would load any file at a path, including JavaScript.
 */
export async function buildEngine(
  source: WorkflowSource,
  options: EngineOptions,
  executor: WorkflowExecutor,
): Promise<WorkflowEngine> {
  const runtime = { ...options.runtime, compiledExecutor: executor };
  try {
    return await buildClosed(
      source,
      { ...options, runtime },
      { bindings: [], tables: new Map(), values: {} },
    );
  } catch (error) {
    if (error instanceof DestkitError) {
      throw error;
    }
    const message = error instanceof Error ? error.message : String(error);
    throw createError('WORKFLOW_INVALID', { message }, { at: { file: source.file, line: 1, column: 1 } });
  }
}

/** The values that a workflow gets from the workflow whose step runs it. */
interface FromOuter {
  /** Entries that the step adds to its `bindings`. */
  bindings: readonly BindingShape[];
  tables: WorkflowSource['tables'];
  /** All bindings of the outer workflow. */
  values: Readonly<Record<string, unknown>>;
}

/** The steps that run other workflows, by the objects that workflow-engine gets instead. */
const outerSteps = new WeakMap<object, { shape: StepShape; engine: WorkflowEngine }>();

async function buildClosed(
  source: WorkflowSource,
  options: EngineOptions,
  outer: FromOuter,
): Promise<WorkflowEngine> {
  // workflow-engine adds step types while it builds, so it gets a copy.
  const workflow = structuredClone({ ...source.workflow, bindings: [] }) as unknown as Workflow &
    WorkflowShape;
  const values: Record<string, unknown> = isForeign(source.workflow) ? platformValues(options) : {};
  for (const binding of [...(source.workflow.bindings ?? []), ...outer.bindings]) {
    Object.assign(values, bindingValues(binding, source, options, outer));
  }
  const all = { ...(await libraryBindings()), ...values };
  for (const [index, step] of workflow.steps.flatMap(withInnerSteps).entries()) {
    const shape = { ...step, type: StepType.Simple };
    const { externalWorkflow, templatePath } = step;
    delete step.workflowStepPath;
    delete step.templatePath;
    delete step.externalWorkflow;
    if (templatePath !== undefined) {
      step.template = present(source.templates.get(templatePath), templatePath).text;
    }
    if (externalWorkflow) {
      const { path, bindings = [] } = externalWorkflow;
      const inner = present(source.innerByPath?.get(path), path);
      const engine = await buildClosed(inner, options, { bindings, tables: source.tables, values: all });
      // An expression cannot contain this name.
      step.functionName = `workflow ${String(index)}`;
      values[step.functionName] = runInner(step.name, engine);
      outerSteps.set(step, { shape, engine });
    }
  }
  return WorkflowEngineFactory.create(workflow, {
    rootPath: options.folder,
    templateType: TemplateType.JSONATA,
    creationTimeBindings: values,
  });
}

/** Runs the workflow of a step with `externalWorkflow` as workflow-engine does. */
function runInner(stepName: string, engine: WorkflowEngine) {
  return async (input: unknown): Promise<unknown> => {
    try {
      return await engine.execute(input);
    } catch (error) {
      throw ErrorUtils.createStepExecutionError(error as Error, stepName);
    }
  };
}

/** What a host binds in each of its json-template workflows. Reading has refused these, unless the caller allows code. */
function platformValues({ folder, platformBindings = [] }: EngineOptions): Record<string, unknown> {
  const modules = platformBindings.map((path) => loadCode(folder, path));
  return Object.assign({}, ...modules) as Record<string, unknown>;
}

function bindingValues(
  binding: BindingShape,
  { tables }: WorkflowSource,
  { folder, runtime }: EngineOptions,
  outer: FromOuter,
): Readonly<Record<string, unknown>> {
  const source = bindingSource(binding);
  switch (source.kind) {
    case 'given': {
      const name = String(binding.name);
      return { [name]: binding.fromParent ? outer.values[name] : structuredClone(binding.value) };
    }
    case 'runtime':
      return selectExports(binding, runtime);
    case 'table': {
      const table = present(tables.get(source.file) ?? outer.tables.get(source.file), source.file);
      // The jsonata interpreter modifies the values that it reads.
      return selectExports(binding, moduleOf(structuredClone(table.value)));
    }
    case 'code':
      // Reading has refused it, unless the caller allows code.
      return selectExports(binding, loadCode(folder, source.file));
  }
}

function present<T>(found: T | undefined, path: string): T {
  if (found === undefined) {
    throw new Error(`${path} has not been read`);
  }
  return found;
}

/** Loads a workflow file in a host's folder in the same way as the host. */
export function createFileEngine(file: string, folder: string): Promise<Pick<WorkflowEngine, 'execute'>> {
  return WorkflowEngineFactory.createFromFilePath(file, { rootPath: folder });
}

let library: Promise<Readonly<Record<string, unknown>>> | undefined;

/** The values that workflow-engine binds in every workflow, some of them under JSONata's own names. */
export function libraryBindings(): Promise<Readonly<Record<string, unknown>>> {
  const steps = [{ name: 'nothing', identity: true }];
  library ??= WorkflowEngineFactory.create({ name: 'names', steps }, { rootPath: '.' }).then((engine) =>
    engine.getBindings(),
  );
  return library;
}

/** Parses YAML in the same way as workflow-engine. */
export function readYaml(text: string): unknown {
  return WorkflowUtils.createFromYaml(text);
}

/** The steps of a workflow with the types that workflow-engine assigns; undefined if it would refuse them. */
export function typedSteps(shape: WorkflowShape): StepShape[] | undefined {
  const workflow = structuredClone(shape) as unknown as Workflow;
  try {
    addTypes(workflow.steps, []);
    WorkflowUtils.validate(workflow);
  } catch {
    return undefined;
  }
  return workflow.steps;
}

function addTypes(steps: Step[], notAllowed: StepType[]): void {
  StepUtils.populateSteps(steps);
  StepUtils.validateSteps(steps, notAllowed);
  for (const step of steps.flatMap(withElse)) {
    const { steps: children } = step as { steps?: Step[] };
    if (children) {
      addTypes(children, [StepType.Workflow]);
    }
  }
}

function withElse(step: Step): Step[] {
  return step.else ? [step, ...withElse(step.else)] : [step];
}

interface Compiled {
  names: ReadonlySet<string>;
  program: Program;
}

/**
 * The executor that a workflow names: runs the workflow's steps as JavaScript in any host that has built the engine,
 * and throws the host's own errors.
 *
 * @param toHostError converts the error of a step for the host
 */
export function createExecutor(
  maker: CodeMaker,
  toHostError: (error: unknown) => unknown = (error) => error,
): WorkflowExecutor {
  const compiled = new WeakMap<WorkflowEngine, Compiled>();
  const executor: WorkflowExecutor = {
    async execute(engine, input, bindings) {
      if (isJsonTemplate(engine)) {
        return DefaultWorkflowExecutor.INSTANCE.execute(engine, input, bindings);
      }
      try {
        const { program } = programFor(engine, Object.keys(bindings ?? {}));
        const { output, outputs } = await program.run(input, bindings);
        return { output, outputs };
      } catch (error) {
        throw error instanceof StepFailure ? toExecutionError(error, toHostError) : error;
      }
    },
  };
  /** The program of an engine; compiled again when a run binds a new name. */
  function programFor(engine: WorkflowEngine, names: readonly string[]): Compiled {
    const known = compiled.get(engine);
    if (known && names.every((name) => known.names.has(name))) {
      return known;
    }
    const all = new Set([...(known?.names ?? []), ...names]);
    const program = compileProgram(partsOf(engine, { runNames: [...all], executor, maker }));
    const fresh = { names: all, program };
    compiled.set(engine, fresh);
    return fresh;
  }
  return executor;
}

/** The failure of a step as workflow-engine's own executor would throw it, including the failures of inner steps. */
function toExecutionError(
  failure: StepFailure,
  toHostError: (error: unknown) => unknown,
): StepExecutionError {
  const { status, stepName, childStepName, workflowName, error, originalError } = failure;
  const original = toHostError(
    originalError instanceof AssertionFailure ? new StatusError(originalError.message, 400) : originalError,
  );
  const cause =
    error instanceof StepFailure
      ? toExecutionError(error, toHostError)
      : original === originalError
        ? error
        : original;
  const message = (original as Partial<Error> | undefined)?.message ?? failure.message;
  const info = {
    stepName,
    ...(childStepName === undefined ? {} : { childStepName }),
    error: cause as Error,
  };
  return workflowName === undefined
    ? new StepExecutionError(message, status, info)
    : new WorkflowExecutionError(message, status, workflowName, info);
}

export interface PartsOptions {
  /** Names that each run binds. */
  runNames: readonly string[];
  /** The workflows that steps run are compiled too, if they name this executor. */
  executor: WorkflowExecutor;
  maker: CodeMaker;
  /** The source of the workflow's file. */
  source?: WorkflowSource | undefined;
}

/** The parts of an engine for which code can be generated. */
export function partsOf(engine: WorkflowEngine, options: PartsOptions): ProgramParts {
  const { runNames, executor, maker, source } = options;
  const executors = new Map<unknown, StepExecutor>(
    engine.getStepExecutors().map((each) => [outerSteps.get(each.getStep())?.shape ?? each.getStep(), each]),
  );
  const inner = new Map<StepShape, ProgramParts | undefined>();
  // The code is generated for the current contents of tables. workflow-engine's own executor modifies the originals.
  const bindings = Object.fromEntries(
    Object.entries(engine.getBindings()).map(([name, value]) => [name, frozenCopy(value)]),
  );
  return {
    name: engine.getName(),
    maker,
    steps: [...executors.keys()] as StepShape[],
    isForeign: isJsonTemplate(engine),
    bindings,
    runNames,
    source,
    inner: (step) => {
      if (!inner.has(step)) {
        const within = innerEngine(executors.get(step), executor);
        const read = source?.inner.get(step.name);
        const isCompiled = within !== undefined && !isJsonTemplate(within);
        inner.set(
          step,
          isCompiled ? partsOf(within, { runNames: [], executor, maker, source: read }) : undefined,
        );
      }
      return inner.get(step);
    },
    foreign: (step) => {
      const own = executors.get(step);
      const limited = limitTime(
        own ? [own, ...innerEngines(own).flatMap((each) => each.getStepExecutors())] : [],
      );
      return async (input, runBindings) => {
        // Steps of other kinds read the workflow's bindings from the run's.
        const all = { ...engine.getBindings(), ...runBindings } as Parameters<StepExecutor['execute']>[1];
        const events = Array.isArray(input) ? input.length + 1 : 1;
        const result = await limited(events, timeLimit(), async () => own?.execute(input, all));
        return result === undefined || result.skipped ? skipped : (result.output as unknown);
      };
    },
  };
}

const languages = new WeakMap<WorkflowEngine, boolean>();

/**
 * Whether a workflow's templates are in workflow-engine's other language; some JSONata would be parsed as that
 * language without an error.
 */
function isJsonTemplate(engine: WorkflowEngine): boolean {
  const isSo = languages.get(engine) ?? engine.getStepExecutors().some(hasJsonTemplate);
  languages.set(engine, isSo);
  return isSo;
}

/**
 * The executors of conditions, inputs and inner steps are fields of a step's executor; other workflows are checked
 * separately.
 */
function hasJsonTemplate(executor: object): boolean {
  return (
    executor instanceof JsonTemplateStepExecutor ||
    Object.values(executor)
      .flat()
      .some((field: unknown) => isObject(field) && 'getStepName' in field && hasJsonTemplate(field))
  );
}

/**
 * The engine inside the executor of an `externalWorkflow` step, which may be wrapped by those of its condition, loop
 * and input. workflow-engine does not expose it, so this reads private fields: without them, a host takes two to five
 * times as long for an event. If the fields have other names, workflow-engine runs the step, which is slow but
 * correct; test/runtime/workflow/engines.test.ts then fails.
 */
function innerEngine(stepExecutor: object | undefined, own: WorkflowExecutor): WorkflowEngine | undefined {
  const { workflowEngine = engineOf(stepExecutor), stepExecutor: wrapped } = (stepExecutor ?? {}) as {
    workflowEngine?: WorkflowEngine;
    stepExecutor?: object;
  };
  if (workflowEngine) {
    const { executor } = workflowEngine as { executor?: WorkflowExecutor };
    return executor === own ? workflowEngine : undefined;
  }
  return wrapped ? innerEngine(wrapped, own) : undefined;
}

/** The engine of the function that replaces an `externalWorkflow`. */
function engineOf(stepExecutor: object | undefined): WorkflowEngine | undefined {
  const step = (stepExecutor as Partial<StepExecutor> | undefined)?.getStep?.();
  return step && outerSteps.get(step)?.engine;
}
