import { BoundedCache } from '../boundedCache';
import { frozenCopy } from '../jsonata/plain';
import { moduleOf, selectExports } from './bindingValues';
import type { CodeMaker } from './codeMaker';
import { isAllNative } from './native';
import { REMEMBERED_USES, type ProgramParts } from './programParts';
import { isJsonTemplate, type WorkflowShape, type WorkflowSource } from './source';
import { RUNTIME_PATH, withInnerSteps, type StepShape } from './stepShape';

/** The executor name with which a workflow asks to be compiled. */
const COMPILED_EXECUTOR = 'compiledExecutor';

/** The environment for compiling a workflow. */
export interface Setting {
  maker: CodeMaker;
  /** The exports of `./runtime`. */
  runtime: Readonly<Record<string, unknown>>;
  /** The values that workflow-engine binds in every workflow. */
  library: Readonly<Record<string, unknown>>;
  /** The steps of a workflow with their types; undefined if workflow-engine would refuse them. */
  typedSteps: (workflow: WorkflowShape) => StepShape[] | undefined;
}

/** Extracts the parts of workflows that were read from files, once for each. */
export class SourceParts {
  private readonly known = new WeakMap<WorkflowSource, ProgramParts | 'unusual'>();

  /** @param keepsCompiled whether a workflow compiled for one use is cached for the same use */
  constructor(
    private readonly setting: Setting,
    private readonly keepsCompiled: boolean,
  ) {}

  /**
   * The parts of a workflow. Undefined if it does not consist only of expressions, tables and the runtime, or if
   * workflow-engine would refuse it: workflow-engine then builds the workflow, or reports the error.
   */
  of(source: WorkflowSource): ProgramParts | undefined {
    const parts = this.take(source);
    return parts && isAllNative(parts) ? parts : undefined;
  }

  private take(source: WorkflowSource): ProgramParts | undefined {
    const known = this.known.get(source) ?? this.takeApart(source) ?? 'unusual';
    this.known.set(source, known);
    return known === 'unusual' ? undefined : known;
  }

  private takeApart(source: WorkflowSource): ProgramParts | undefined {
    const { workflow, templates } = source;
    if (isJsonTemplate(workflow)) {
      return undefined;
    }
    const steps = this.setting.typedSteps(workflow);
    const bindings = bindingsOf(source, this.setting);
    if (!steps || !bindings || !isCompiled(workflow.executor, bindings) || !arePlain(steps)) {
      return undefined;
    }
    for (const step of steps.flatMap(withInnerSteps)) {
      const template = templates.get(step.templatePath ?? '')?.text;
      if (template !== undefined) {
        step.template = template;
      }
    }
    return {
      name: workflow.name,
      maker: this.setting.maker,
      steps,
      bindings,
      runNames: [],
      source,
      inner: ({ name }) => {
        const inner = source.inner.get(name);
        return inner && this.take(inner);
      },
      foreign: () => () => Promise.reject(new Error('every step is made of expressions')),
      ...(this.keepsCompiled ? { compiled: new BoundedCache(REMEMBERED_USES) } : {}),
    };
  }
}

/**
 * Whether steps name the workflows that they run only by a path, without bindings for them. Because inner workflows
 * are identified by step names, steps of the same name in different groups must also run the same workflow.
 */
function arePlain(steps: readonly StepShape[]): boolean {
  const paths = new Map<string, string>();
  return steps.flatMap(withInnerSteps).every(({ name, externalWorkflow }) => {
    if (!externalWorkflow) {
      return true;
    }
    const { path, ...others } = externalWorkflow;
    const known = paths.get(name) ?? path;
    paths.set(name, path);
    return known === path && Object.keys(others).length === 0;
  });
}

function isCompiled(executor: string | undefined, bindings: object): boolean {
  return executor === undefined || (executor === COMPILED_EXECUTOR && Object.hasOwn(bindings, executor));
}

/** The values of a workflow's bindings; undefined if some come from elsewhere. As in workflow-engine. */
function bindingsOf(
  { workflow, tables }: WorkflowSource,
  { library, runtime }: Setting,
): Record<string, unknown> | undefined {
  const bindings: Record<string, unknown> = { ...library };
  for (const binding of workflow.bindings ?? []) {
    const { path = '', value, fromParent } = binding;
    const exports =
      path === RUNTIME_PATH ? runtime : tables.has(path) ? moduleOf(tables.get(path)?.value) : undefined;
    if (!exports || value !== undefined || fromParent !== undefined) {
      return undefined;
    }
    Object.assign(bindings, selectExports(binding, exports));
  }
  return Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, frozenCopy(value)]));
}
