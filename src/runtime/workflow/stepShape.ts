import type { BindingShape } from './bindingShape';

/** The module path with which a workflow file binds the runtime, both here and in a host. */
export const RUNTIME_PATH = './runtime';

/** A step of a workflow file, in workflow-engine's format. */
export interface StepShape {
  name: string;
  type?: string;
  condition?: string;
  else?: StepShape;
  inputTemplate?: string;
  loopOverInput?: boolean;
  loopCondition?: string;
  onComplete?: string;
  onError?: string;
  debug?: boolean;
  identity?: boolean;
  template?: string;
  templatePath?: string;
  functionName?: string;
  externalWorkflow?: { path: string; rootPath?: string; bindings?: BindingShape[] };
  workflowStepPath?: string;
  steps?: StepShape[];
  batches?: { filter?: unknown; map?: unknown }[];
}

/** The step and all steps inside it. */
export function withInnerSteps(step: StepShape): StepShape[] {
  const inner = [...(step.steps ?? []), ...(step.else ? [step.else] : [])];
  return [step, ...inner.flatMap(withInnerSteps)];
}
