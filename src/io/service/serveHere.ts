import { enginesWithin } from '../../runtime/destination/allEngines';
import { loadDestination } from '../../runtime/destination/load';
import { listDestinations } from '../../runtime/destination/locate';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import type { Log } from './log';
import { startService, type Collect, type Service, type ServiceSettings } from './service';

/**
 * Serves every destination that can be named, in this process.
 *
 * @throws DESTINATION_INVALID, WORKFLOW_INVALID, PORT_UNUSABLE
 */
export async function serveHere(
  settings: ServiceSettings,
  version: string,
  log: Log,
  collect?: Collect,
): Promise<Service> {
  const found = listDestinations(nodeFiles);
  const engines = enginesWithin(settings.timeLimit);
  const destinations = await Promise.all(
    found.map(async ({ folder }) => (await loadDestination(`${folder}/`, settings)).withEngines(engines)),
  );
  return startService(destinations, version, settings, log, collect);
}
