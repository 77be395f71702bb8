import { compiler } from './compiler';
import { createExecutor } from './workflowEngine';

/** The executor that a workflow names: compiles the workflow when it first runs. */
export const compiledExecutor = createExecutor(compiler);
