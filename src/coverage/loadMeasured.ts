import { readFolder } from '../destination/folder';
import { locateDestination } from '../destination/locate';
import { nodeFiles } from '../destination/nodeFiles';
import { nodeHashes } from '../destination/nodeHashes';
import { openMeasured, type Measured } from './measured';

/** @throws DESTINATION_NOT_FOUND, DESTINATION_INVALID */
export async function loadMeasured(nameOrPath: string): Promise<Measured> {
  return openMeasured(await readFolder(locateDestination(nameOrPath, nodeFiles), nodeFiles), nodeHashes);
}
