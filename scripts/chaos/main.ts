import { parseArgs } from 'node:util';
import { runChaos } from './run';

/** `npm run chaos [-- --events N --keys N --kills N --concurrency N]`: what delivery promises, put to the test. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '20000' },
      keys: { type: 'string', default: '500' },
      kills: { type: 'string', default: '5' },
      concurrency: { type: 'string', default: '16' },
    },
  });
  const started = performance.now();
  const { verdicts, report, kills, problems } = await runChaos({
    events: Number(values.events),
    keys: Number(values.keys),
    kills: Number(values.kills),
    concurrency: Number(values.concurrency),
    timeout: 500,
  });
  const { attempts, possibleDuplicates, lines } = report;
  const { afterKill, afterSilence } = possibleDuplicates;
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s, ${String(kills)} kills`);
  console.log(
    `${String(verdicts.expected)} requests: ${String(verdicts.lost)} lost, ${String(verdicts.outOfOrder)} out of ` +
      `order, ${String(verdicts.duplicates)} delivered twice (at most ${values.concurrency} a kill)`,
  );
  console.log(
    `The report: ${String(lines.delivered)} of ${String(lines.total)} lines delivered, ${String(attempts)} attempts, ` +
      `possible duplicates: ${String(afterKill)} after a kill, ${String(afterSilence)} without an answer`,
  );
  for (const problem of problems) {
    console.log(`PROBLEM: ${problem}`);
  }
  process.exitCode = problems.length > 0 ? 1 : 0;
}

void main();
