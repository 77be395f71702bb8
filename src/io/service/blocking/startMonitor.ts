import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EventWatch } from './eventWatch';
import type { MonitorTask } from './report';

const INTERVAL_MS = 1000;
const LOOKS = 5;

/**
 * Starts a thread that monitors this one, and reports on MONITOR_FD when it is blocked.
 *
 * @param limit how long it may be blocked, in milliseconds
 */
export function startMonitor({ state }: EventWatch, limit: number): void {
  const interval = Math.min(INTERVAL_MS, limit / LOOKS);
  const workerData: MonitorTask = { buffer: state.buffer, limit, interval };
  new Worker(join(__dirname, 'monitor.js'), { workerData }).unref();
  setInterval(() => {
    state.beat();
  }, interval).unref();
}
