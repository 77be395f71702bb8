import { isHostFolder } from '../../runtime/destination/locate';
import { nodeFiles } from '../../runtime/destination/nodeFiles';

/** Says what is not checked in a folder of rudder-transformer that has no manifest. */
export function noteHostFolder(path: string): void {
  if (isHostFolder(path, nodeFiles)) {
    const name = path.replace(/^.*[\\/]/, '');
    process.stderr.write(
      `${name} has no destination.yaml: its workflows are found by their names, and neither settings nor the hosts of requests are checked\n`,
    );
  }
}
