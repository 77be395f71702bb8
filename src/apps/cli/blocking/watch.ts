import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { shareDeadlines } from '../../../runtime/deadline';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { renderError } from '../../../runtime/errors/render';
import { exitCodes } from '../exitCodes';
import { describeBlock } from './describeBlock';

/** From the package's folder, because the command line is one file that lies elsewhere. */
const monitor = join(nodeFiles.packageRoot, 'dist/apps/cli/blocking/monitor.js');
const MEMORY_MB = 16;

/**
 * Ends this process with an error when an evaluation blocks it, which only another thread can tell.
 *
 * @returns ends the watch; until then the process goes on, even if it has nothing to do
 */
export function watchForBlocks(): () => void {
  const workerData = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  shareDeadlines(workerData);
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 1 };
  const thread = new Worker(monitor, { workerData, resourceLimits, execArgv: [] });
  thread.on('message', (late: number) => {
    process.stderr.write(`${renderError(describeBlock(late))}\n`);
    process.exit(exitCodes.usage);
  });
  // A command runs without it as well.
  thread.on('error', () => undefined);
  return () => {
    thread.unref();
  };
}
