import { ConfigChecker } from '../../destination/configChecker';
import { createRuntime } from '../../destination/bindings/runtime';
import { nodeHashes } from '../../destination/nodeHashes';
import { compileSchema } from '../../schema/validator';
import { compiledExecutor } from '../../workflow/workflowEngine';

/** What an export writes below this code. */
export interface HostData {
  configSchema: object;
}

/** All that `bindings: - path: ./runtime` gives a workflow in a host that builds its engines with workflow-engine. */
export function createHostRuntime({ configSchema }: HostData): Record<string, unknown> {
  const checker = new ConfigChecker(compileSchema(configSchema), nodeHashes);
  return { ...createRuntime(checker, nodeHashes), compiledExecutor };
}
