import { enginesWithin } from '../../runtime/destination/allEngines';
import { loadDestination } from '../../runtime/destination/load';
import { listDestinations } from '../../runtime/destination/locate';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { observeLoops } from '../../runtime/jsonata/runtime/guard';
import type { EventWatch } from './blocking/eventWatch';
import { watchEngines } from './blocking/watchEngines';
import type { Log } from './log';
import { startService, type Collect, type Service, type ServiceSettings } from './service';

export interface ServeOptions {
  collect?: Collect;
  /** Learns which event is running, and refuses events that have blocked workers. */
  watch?: EventWatch | undefined;
  /** Called when the folders are read, before anything of them runs. */
  onLoaded?: () => void;
}

/**
 * Serves all destinations that can be used by name, in this process.
 *
 * @throws DESTINATION_INVALID, WORKFLOW_INVALID, PORT_UNUSABLE
 */
export async function serveHere(
  settings: ServiceSettings,
  version: string,
  log: Log,
  { collect, watch, onLoaded }: ServeOptions = {},
): Promise<Service> {
  const found = listDestinations(nodeFiles);
  const engines = enginesWithin(settings.timeLimit);
  if (watch) {
    observeLoops((event) => {
      watch.next(event);
    });
  }
  const destinations = await Promise.all(
    found.map(async ({ folder }) => {
      const destination = await loadDestination(`${folder}/`, settings);
      return destination.withEngines(watch ? watchEngines(engines, destination.name, watch) : engines);
    }),
  );
  onLoaded?.();
  return startService(destinations, version, settings, log, collect);
}
