import { listDestinations } from '../../runtime/destination/locate';
import { nodeFiles } from '../../runtime/destination/nodeFiles';

/** The example below a command's help. It uses a destination that exists here, so you can run it. */
export function example(command: string): () => string {
  return () => {
    const name = listDestinations(nodeFiles)[0]?.name ?? './my-destination';
    return `\nExample:\n  destkit ${command.replaceAll('<name>', name)}`;
  };
}
