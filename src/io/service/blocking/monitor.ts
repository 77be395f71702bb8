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
let seen = state.beats;
let since = performance.now();
let silent = 0;

setInterval(() => {
  if (state.beats !== seen) {
    seen = state.beats;
    since = performance.now();
    silent = 0;
    return;
  }
  // Counts rounds instead of time: if the whole process is suspended, this thread is too.
  silent += interval;
  if (silent >= limit && silent < limit + interval) {
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
