/**
 * The program of the monitor thread: reports to the primary when the main thread of this worker has been blocked for
 * too long, and by which event. Started by startMonitor.ts.
 */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { SharedState } from './sharedState';
import { MONITOR_FD, type BlockReport, type MonitorTask } from './report';

const { buffer, limit, interval } = workerData as MonitorTask;
const state = new SharedState(buffer);
/** The part of a round that counts when the process has done nothing in it, such as waited for a disk. */
const IDLE_PART = 0.1;

let seen = state.beats;
let since = performance.now();
let usage = process.cpuUsage();
let silent = 0;

setInterval(() => {
  const used = process.cpuUsage(usage);
  usage = process.cpuUsage();
  if (state.beats !== seen) {
    seen = state.beats;
    since = performance.now();
    silent = 0;
    return;
  }
  // Counts the time of the processor: on a busy machine, or while the process is suspended, it is not blocked but waits.
  const busy = Math.min(interval, (used.user + used.system) / 1000);
  const before = silent;
  silent += Math.max(busy, interval * IDLE_PART);
  if (silent >= limit && before < limit) {
    report({ milliseconds: Math.round(performance.now() - since), event: state.read() });
  }
}, interval);

function report(found: BlockReport): void {
  try {
    writeSync(MONITOR_FD, `${JSON.stringify(found)}\n`);
  } catch {
    // The primary has ended, and the blocked main thread will not notice it.
    process.kill(process.pid, 'SIGKILL');
  }
}
