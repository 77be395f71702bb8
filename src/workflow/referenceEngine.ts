import { DefaultWorkflowExecutor, TemplateType, WorkflowEngineFactory } from '@rudderstack/workflow-engine';
import type { Workflow } from '@rudderstack/workflow-engine';
import { createError } from '../errors/destkitError';
import type { Engine, EngineOptions } from './engine';
import { toPlain } from './plain';
import type { WorkflowSource } from './source';

/** The module path under which a workflow file finds the runtime, here and in a host. */
const RUNTIME_PATH = './runtime';

/**
 * workflow-engine with the jsonata interpreter: slow, and the arbiter of what a workflow means. This is the only
 * file that imports workflow-engine.
 */
export async function createReferenceEngine(source: WorkflowSource, options: EngineOptions): Promise<Engine> {
  const runtime = { ...options.runtime, compiledExecutor: DefaultWorkflowExecutor.INSTANCE };
  // workflow-engine fills in step types as it builds, so it gets a copy of its own.
  const workflow = structuredClone(source.workflow) as unknown as Workflow;
  const engine = await WorkflowEngineFactory.create(workflow, {
    rootPath: options.folder,
    templateType: TemplateType.JSONATA,
    bindingProvider: { provide: (path) => Promise.resolve(path === RUNTIME_PATH ? runtime : undefined) },
  }).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    throw createError('WORKFLOW_INVALID', { message }, { at: { file: source.file, line: 1, column: 1 } });
  });
  return {
    async run(input, bindings) {
      // The jsonata executor replaces arrays inside its results, which may be parts of the event.
      const result = await engine.execute(toPlain(input), bindings);
      return { output: result.output, outputs: result.outputs ?? {} };
    },
  };
}
