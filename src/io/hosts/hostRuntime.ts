import { runtimeContextFor } from '../../runtime/destination/bindings/runtime';
import { nodeHashes } from '../../runtime/destination/nodeHashes';
import { compileSchema } from '../../runtime/schema/validator';
import { compiler } from '../../runtime/workflow/compiler';
import { createExecutor } from '../../runtime/workflow/workflowEngine';
import { checkWorkflows } from './checkWorkflows';
import { HostErrors } from './hostErrors';

/**
 * The exports of `./runtime` for the workflows of a folder that a host runs with workflow-engine: the functions that
 * they call, and the executor that compiles them.
 *
 * @param folder the absolute path of the workflows' folder
 * @param configSchema the JSON Schema of a connection's settings
 * @throws if an expression in the folder cannot be parsed, with its file, line and column
 */
export function createHostRuntime(folder: string, configSchema: object): Record<string, unknown> {
  checkWorkflows(folder);
  const { runtime } = runtimeContextFor(compileSchema(configSchema), nodeHashes);
  const errors = new HostErrors(folder);
  return { ...runtime, compiledExecutor: createExecutor(compiler, (error) => errors.from(error)) };
}
