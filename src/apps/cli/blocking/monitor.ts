/** The program of the monitor thread: ends the command when its main thread is blocked. Started by watch.ts. */
import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const INTERVAL_MS = 200;
/** An evaluation may use so much more of the processor after its deadline: what looks at the clock at all has looked by then. */
const GRACE_MS = 1800;
/** The main thread ends the process within that time, unless it cannot be interrupted. */
const PATIENCE_MS = 1000;
/** A thread has no stream of its own that is written at once. */
const STDERR = 2;

const shown = new Float64Array(workerData as SharedArrayBuffer);
let seen = Infinity;
let usedBefore = 0;

const timer = setInterval(() => {
  const [deadline = Infinity] = shown;
  // The time of the processor rather than the clock's: on a busy machine, or one that sleeps, nothing is blocked.
  const { user, system } = process.cpuUsage();
  const used = (user + system) / 1000;
  if (deadline !== seen || Date.now() < deadline) {
    seen = deadline;
    usedBefore = used;
  } else if (used - usedBefore > GRACE_MS) {
    clearInterval(timer);
    end(Date.now() - deadline);
  }
}, INTERVAL_MS);

/** @param late milliseconds since the deadline */
function end(late: number): void {
  setTimeout(() => {
    writeSync(STDERR, 'destkit: killed, because what it evaluates does not end\n');
    process.kill(process.pid, 'SIGKILL');
  }, PATIENCE_MS);
  // Loaded now, for hardly any command comes here.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only require can wait
  const { Session } = require('node:inspector') as typeof import('node:inspector');
  const session = new Session();
  session.connectToMainThread();
  // Throws the main thread out of what it does, up to its event loop, where it learns the reason.
  session.post('Runtime.terminateExecution', () => {
    session.disconnect();
    parentPort?.postMessage(late);
  });
}
