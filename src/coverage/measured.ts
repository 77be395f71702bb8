import { allEngines } from '../destination/allEngines';
import { Destination } from '../destination/destination';
import { readFolder, type DestinationFolder } from '../destination/folder';
import { locateDestination } from '../destination/locate';
import { nodeFiles } from '../destination/nodeFiles';
import { nodeHashes } from '../destination/nodeHashes';
import { programEngine, readParts } from '../workflow/compiledEngine';
import { compileProgram } from '../workflow/program';
import { Coverage } from './coverage';

/** A destination whose compiled workflows count what they reach. */
export interface Measured {
  destination: Destination;
  coverage: Coverage;
}

/** @throws DESTINATION_NOT_FOUND, DESTINATION_INVALID */
export async function loadMeasured(nameOrPath: string): Promise<Measured> {
  return openMeasured(await readFolder(locateDestination(nameOrPath, nodeFiles), nodeFiles));
}

export function openMeasured(folder: DestinationFolder): Measured {
  const coverage = new Coverage(folder.workflows.values());
  const destination = new Destination(folder, nodeHashes, {
    ...allEngines,
    compiled: async (source, options) =>
      programEngine(compileProgram(await readParts(source, options, { probe: coverage.probing }))),
  });
  return { destination, coverage };
}
