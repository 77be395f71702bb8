import { createRuntime } from '../../../runtime/destination/bindings/runtime';
import { ConfigChecker } from '../../../runtime/destination/configChecker';
import { nodeHashes } from '../../../runtime/destination/nodeHashes';
import { createReplayer } from '../../../runtime/workflow/replayer';
import { createExecutor } from '../../../runtime/workflow/workflowEngine';
import { openValidator, type MadeCode } from './madeCode';

/** All that `bindings: - path: ./runtime` gives a workflow in a host that builds its engines with workflow-engine. */
export function createHostRuntime(made: MadeCode): Record<string, unknown> {
  const checker = new ConfigChecker(openValidator(made), nodeHashes);
  const compiledExecutor = createExecutor(createReplayer(made.code, made.functions));
  return { ...createRuntime(checker, nodeHashes), compiledExecutor };
}
