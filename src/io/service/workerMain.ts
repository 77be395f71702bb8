/** The program of a worker: serves until its primary tells it to end. Started by workers.ts. */
import { DestkitError } from '../../runtime/errors/destkitError';
import { createLog, kindOf } from './log';
import { emptySnapshot, type Snapshot } from './metrics/snapshot';
import { serveHere } from './serveHere';
import type { FromPrimary, FromWorker, WorkerTask } from './workerMessages';

const REPORT_MS = 1000;
const COLLECT_MS = 2000;

async function main(): Promise<void> {
  const { settings, version, logLevel } = JSON.parse(process.argv[2] ?? '') as WorkerTask;
  const log = createLog(logLevel);
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
      // Own figures are better than none.
      const timer = setTimeout(give, COLLECT_MS, figures);
      waiting.set(number, give);
      tell({ kind: 'collect', number, figures });
    });
  const service = await serveHere(settings, version, log, collect);
  const reporting = setInterval(() => {
    tell({ kind: 'figures', figures: service.metrics.snapshot() });
  }, REPORT_MS);
  let isEnding = false;
  const end = async (): Promise<void> => {
    if (isEnding) {
      return;
    }
    isEnding = true;
    await service.close();
    clearInterval(reporting);
    process.exit(0);
  };
  process.on('message', (message: FromPrimary) => {
    if (message.kind === 'collected') {
      waiting.get(message.number)?.(message.figures);
    } else if (message.kind === 'share') {
      service.renewConnections();
    } else {
      void end();
    }
  });
  // Whoever stops a group of processes sends this to all of them.
  process.on('SIGTERM', () => void end());
  process.on('SIGINT', () => void end());
  // Without a primary nobody would ever end this process.
  process.on('disconnect', () => void end());
  tell({ kind: 'ready', origin: service.origin });
}

function tell(message: FromWorker): void {
  if (process.connected) {
    process.send?.(message, () => undefined);
  }
}

main().catch((error: unknown) => {
  const { code, message } =
    error instanceof DestkitError ? error : { code: 'CALL_FAILED', message: kindOf(error) };
  tell({ kind: 'failed', code, message });
  tell({ kind: 'figures', figures: emptySnapshot() });
  // The messages above are on their way first.
  setTimeout(() => process.exit(1), 100);
});
