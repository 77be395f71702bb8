/**
 * The program of the monitor thread: tells the primary when the main thread of this worker has been blocked for too long, and
 * by what. Started by startMonitor.ts.
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
  // Rounds are counted rather than time: while the whole process is suspended, this thread is too.
  silent += interval;
  if (silent >= limit && silent < limit + interval) {
    report({ milliseconds: Math.round(performance.now() - since), event: state.read() });
  }
}, interval);

function report(found: BlockReport): void {
  try {
    writeSync(MONITOR_FD, `${JSON.stringify(found)}\n`);
  } catch {
    // The primary is gone, and the main thread will not notice that.
    process.kill(process.pid, 'SIGKILL');
  }
}
