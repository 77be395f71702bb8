import { readFolder } from '../../runtime/destination/folder';
import { locateDestination } from '../../runtime/destination/locate';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { nodeHashes } from '../../runtime/destination/nodeHashes';
import { openMeasured, type Measured } from './measured';

/** @throws DESTINATION_NOT_FOUND, DESTINATION_INVALID */
export async function loadMeasured(nameOrPath: string): Promise<Measured> {
  return openMeasured(await readFolder(locateDestination(nameOrPath, nodeFiles), nodeFiles), nodeHashes);
}
