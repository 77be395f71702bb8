import {
  DefaultWorkflowExecutor,
  TemplateType,
  WorkflowEngineFactory,
  type WorkflowEngine,
} from '@rudderstack/workflow-engine';
import { join } from 'node:path';

export type Executor = 'ours' | "the host's default executor";

const files: Record<string, string> = { processor: 'procWorkflow.yaml', router: 'rtWorkflow.yaml' };

/** Builds an engine from a CDK v2 folder as rudder-transformer does. */
export function createHostEngine(
  folder: string,
  feature: string,
  executor: Executor = 'ours',
): Promise<WorkflowEngine> {
  return WorkflowEngineFactory.createFromFilePath(join(folder, String(files[feature])), {
    rootPath: folder,
    bindingsPaths: [join(__dirname, 'platformBindings.js')],
    creationTimeBindings: executor === 'ours' ? {} : { compiledExecutor: DefaultWorkflowExecutor.INSTANCE },
    templateType: TemplateType.JSON_TEMPLATE,
  });
}

/** The part of a host's answer that a workflow's failure decides. */
export interface HostFailure {
  message: string;
  status: number;
  statTags: unknown;
  step: string | undefined;
}

/** The result of an input; the host reads an error's fields from the original error, by duck typing. */
export async function runInHost(
  engine: WorkflowEngine,
  input: unknown,
): Promise<{ output: unknown } | { failure: HostFailure; error: string }> {
  try {
    return { output: (await engine.execute(freezeConfig(input), { requestMetadata: {} })).output };
  } catch (thrown) {
    const { message, workflowName, stepName, childStepName, originalError, status } = thrown as {
      message: string;
      workflowName: string;
      stepName?: string;
      childStepName?: string;
      originalError: { message: string; status?: number; statTags?: unknown };
      status: number;
    };
    return {
      failure: {
        message: originalError.message,
        status: originalError.status ?? status,
        statTags: originalError.statTags,
        step: stepName,
      },
      error: `${message}: Workflow: ${workflowName}, Step: ${String(stepName)}, ChildStep: ${String(childStepName)}, OriginalError: ${originalError.message}`,
    };
  }
}

/** The host shares a connection's settings among events, frozen. */
function freezeConfig<T>(input: T): T {
  const copy = structuredClone(input);
  for (const event of [copy].flat() as { destination?: { Config?: unknown } }[]) {
    if (typeof event.destination?.Config === 'object') {
      Object.freeze(event.destination.Config);
    }
  }
  return copy;
}
