/** The program of a worker: serves until its primary tells it to stop. Started by workers.ts. */
import { createError, DestkitError } from '../../runtime/errors/destkitError';
import { EventWatch } from './blocking/eventWatch';
import { startMonitor } from './blocking/startMonitor';
import { createLog, kindOf } from './log';
import { emptySnapshot, type Snapshot } from './metrics/snapshot';
import { serveHere } from './serveHere';
import type { Service } from './service';
import { packError, type FromPrimary, type FromWorker, type WorkerTask } from './workerMessages';

const REPORT_MS = 1000;
const COLLECT_MS = 2000;

async function main(): Promise<void> {
  const { settings, version, logLevel } = JSON.parse(process.argv[2] ?? '') as WorkerTask;
  const log = createLog(logLevel);
  const watch = settings.blockLimit > 0 ? new EventWatch() : undefined;
  const waiting = new Map<number, (figures: Snapshot) => void>();
  let asked = 0;
  const collect = (figures: Snapshot): Promise<Snapshot> =>
    new Promise((resolve) => {
      asked += 1;
      const number = asked;
      const give = (all: Snapshot): void => {
        clearTimeout(timer);
        waiting.delete(number);
        resolve(all);
      };
      // If the primary does not respond, the metrics of this worker alone.
      const timer = setTimeout(give, COLLECT_MS, figures);
      waiting.set(number, give);
      tell({ kind: 'collect', number, figures });
    });
  let service: Service | undefined;
  let isEnding = false;
  const end = async (): Promise<void> => {
    if (isEnding) {
      return;
    }
    isEnding = true;
    await service?.close();
    process.exit(0);
  };
  // Registered at the start: the refused events must be known before the first call.
  process.on('message', (message: FromPrimary) => {
    if (message.kind === 'collected') {
      waiting.get(message.number)?.(message.figures);
    } else if (message.kind === 'blockers') {
      watch?.learn(message.blockers);
    } else if (message.kind === 'share') {
      service?.renewConnections();
    } else {
      void end();
    }
  });
  // Stopping a process group sends this signal to all of its processes.
  process.on('SIGTERM', () => void end());
  process.on('SIGINT', () => void end());
  // Without a primary, nothing would ever stop this process.
  process.on('disconnect', () => void end());
  // Reading a folder may take longer than an event may. Then its workflows run for the first time, and may block.
  const onLoaded = (): void => {
    if (watch) {
      startMonitor(watch, settings.blockLimit);
    }
  };
  const options = { collect, watch, onLoaded };
  const { metrics, origin } = (service = await serveHere(settings, version, log, options));
  setInterval(() => {
    tell({ kind: 'figures', figures: metrics.snapshot() });
  }, REPORT_MS);
  tell({ kind: 'ready', origin });
}

function tell(message: FromWorker): void {
  if (process.connected) {
    process.send?.(message, () => undefined);
  }
}

main().catch((thrown: unknown) => {
  const error =
    thrown instanceof DestkitError ? thrown : createError('WORKERS_FAILED', { problem: kindOf(thrown) });
  tell({ kind: 'failed', error: packError(error) });
  tell({ kind: 'figures', figures: emptySnapshot() });
  // Gives the messages above time to be sent.
  setTimeout(() => process.exit(1), 100);
});
