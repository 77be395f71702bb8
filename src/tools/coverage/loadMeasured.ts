import { readFolder, type LoadOptions } from '../../runtime/destination/folder';
import { locateDestination } from '../../runtime/destination/locate';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { nodeHashes } from '../../runtime/destination/nodeHashes';
import { openMeasured, type Measured } from './measured';

/** @throws DESTINATION_NOT_FOUND, DESTINATION_INVALID */
export async function loadMeasured(nameOrPath: string, options?: LoadOptions): Promise<Measured> {
  const path = locateDestination(nameOrPath, nodeFiles);
  return openMeasured(await readFolder(path, nodeFiles, options), nodeHashes);
}
