import { listDestinations } from '../../runtime/destination/locate';
import { nodeFiles } from '../../runtime/destination/nodeFiles';

/** The text below a command's help: an example that works here, with a destination that is there. */
export function example(command: string): () => string {
  return () => {
    const name = listDestinations(nodeFiles)[0]?.name ?? './my-destination';
    return `\nExample:\n  destkit ${command.replaceAll('<name>', name)}`;
  };
}
