import { allEngines } from '../../runtime/destination/allEngines';
import type { Hashes } from '../../runtime/destination/bindings/hashes';
import { Destination } from '../../runtime/destination/destination';
import type { DestinationFolder } from '../../runtime/destination/folder';
import { observedEngine } from '../observer/observe';
import { Coverage } from './coverage';

/** A destination whose compiled workflows count what they reach. */
export interface Measured {
  destination: Destination;
  coverage: Coverage;
}

export function openMeasured(folder: DestinationFolder, hashes: Hashes): Measured {
  const coverage = new Coverage(folder.workflows.values());
  const destination = new Destination(folder, hashes, {
    ...allEngines,
    compiled: observedEngine(coverage.observer),
  });
  return { destination, coverage };
}
