import { compiler } from './compiler';
import { createExecutor } from './workflowEngine';

/** What a workflow names as its executor: compiles the workflow when it is first run. */
export const compiledExecutor = createExecutor(compiler);
