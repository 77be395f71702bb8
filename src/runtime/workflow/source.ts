import type { TextDocument } from '../schema/document';
import type { Expression, StepPlace } from './expressions';
import type { BindingShape } from './bindingShape';
import { RUNTIME_PATH, type StepShape } from './stepShape';

/** A workflow file that was read and checked. */
export interface WorkflowSource {
  file: string;
  workflow: WorkflowShape;
  expressions: readonly Expression[];
  /** The places of its steps. */
  steps: readonly StepPlace[];
  /** The files of its expressions, by path. */
  templates: ReadonlyMap<string, TextDocument>;
  /** The tables that it binds, by path. */
  tables: ReadonlyMap<string, TextDocument>;
  /** The workflows that its steps run, by the name of the step. */
  inner: ReadonlyMap<string, WorkflowSource>;
  /**
   * The same by path: steps in different groups may have the same name. Without it, workflow-engine cannot build an
   * engine.
   */
  innerByPath?: ReadonlyMap<string, WorkflowSource>;
}

/** The parts of workflow-engine's format that destkit itself reads. */
export interface WorkflowShape {
  name: string;
  templateType?: string;
  executor?: string;
  bindings?: BindingShape[];
  steps: StepShape[];
}

/** workflow-engine's other language, and the default of a host. */
export const JSON_TEMPLATE = 'jsontemplate';

/** Whether a workflow's templates are json-template, which workflow-engine takes whatever is not jsonata for. */
export function isJsonTemplate({ templateType = 'jsonata' }: Pick<WorkflowShape, 'templateType'>): boolean {
  return templateType !== 'jsonata';
}

/** Names that are bound without the workflow file saying which. */
export interface KnownNames {
  /** The exports of `./runtime`. */
  runtime: readonly string[];
  /** The names that workflow-engine binds in every workflow. */
  library: readonly string[];
}

/** The names that a workflow binds; undefined if some come from a module that destkit does not read. */
export function boundNames(
  workflow: Pick<WorkflowShape, 'bindings'>,
  known: KnownNames,
): Set<string> | undefined {
  const names = new Set(known.library);
  for (const { name, path } of workflow.bindings ?? []) {
    const isRuntime = path === RUNTIME_PATH && name === undefined;
    if (!isRuntime && name === undefined) {
      return undefined;
    }
    for (const each of isRuntime ? known.runtime : [name ?? []].flat()) {
      names.add(each);
    }
  }
  return names;
}
