import { benchDeliver } from './deliver';
import { benchExports } from './exports';
import { benchIdioms } from './idioms';
import { benchLanguageServer } from './languageServer';
import { benchServe } from './serve';
import { benchStream } from './stream';
import { benchWorkflow } from './workflow';

const STREAM_LINES = 1_000_000;
const DELIVERED_EVENTS = 30_000;

/**
 * What being declarative costs, measured on this machine:
 * `npm run bench [-- --quick] [--json]` the workflow and mapping idioms, `npm run bench -- stream` a large file,
 * `npm run bench -- deliver` delivery to a server that answers at once, `npm run bench -- serve` the service over HTTP,
 * `npm run bench -- exports` the folders that hosts install, `npm run bench -- language-server` an editor's edits.
 */
async function main(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick');
  if (args.includes('serve')) {
    await reportServe(isQuick ? 3 : 11);
    return;
  }
  if (args.includes('exports')) {
    await reportExports(isQuick ? 3 : 11);
    return;
  }
  if (args.includes('language-server')) {
    await reportLanguageServer();
    return;
  }
  if (args.includes('stream')) {
    await reportStream(isQuick ? STREAM_LINES / 10 : STREAM_LINES);
    return;
  }
  if (args.includes('deliver')) {
    await reportDelivery(isQuick ? 3 : 7);
    return;
  }
  const workflow = await benchWorkflow('kochava', isQuick ? 3 : 11);
  const idioms = isQuick ? [] : await benchIdioms(3);
  if (args.includes('--json')) {
    console.log(JSON.stringify({ workflow, idioms }, null, 2));
    return;
  }
  console.log('The Kochava workflow over its golden events\n');
  console.log('| | µs per event | events/s | spread |\n| --- | ---: | ---: | ---: |');
  for (const { name, micros, spread } of workflow.figures) {
    console.log(`| ${name} | ${micros.toFixed(2)} | ${count(1e6 / micros)} | ±${percent(spread)} |`);
  }
  console.log('\n| ratio | | goal |\n| --- | ---: | --- |');
  for (const { name, value, goal } of workflow.ratios) {
    console.log(`| ${name} | ${value.toFixed(2)} | ${goal} |`);
  }
  console.log(
    `\nCompiling it takes ${workflow.compileMillis.toFixed(0)} ms and ${workflow.heapKilobytes.toFixed(0)} KiB.\n`,
  );
  console.log('| expression | compiled, µs | interpreted, µs | ratio |\n| --- | ---: | ---: | ---: |');
  for (const { idiom, compiled, reference } of idioms) {
    const ratio = reference.micros / compiled.micros;
    const text = idiom.replaceAll('|', '\\|');
    console.log(
      `| \`${text}\` | ${compiled.micros.toFixed(2)} | ${reference.micros.toFixed(1)} | ${ratio.toFixed(0)} |`,
    );
  }
}

async function reportServe(rounds: number): Promise<void> {
  const figures = await benchServe('kochava', rounds);
  console.log('100 events a call, 4 connections, no compression\n');
  console.log('| | events/s | spread | service / bare | p50 of a call | p99 |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const { name, eventsPerSecond, spread, ratio, p50, p99 } of figures) {
    console.log(
      `| ${name} | ${count(eventsPerSecond)} | ±${percent(spread)} | ${ratio.toFixed(2)} | ${p50.toFixed(1)} ms | ${p99.toFixed(1)} ms |`,
    );
  }
  console.log('\nGoals: at least 0.78, 0.65 and, signed, 0.5 of the bare server.');
}

async function reportExports(rounds: number): Promise<void> {
  const figures = await benchExports('kochava', rounds);
  console.log('The golden events that become requests\n\n| | µs per event | spread | / library |');
  console.log('| --- | ---: | ---: | ---: |');
  let library = NaN;
  for (const { name, micros, spread } of figures) {
    library = name.startsWith('library') ? micros : library;
    const ratio = (micros / library).toFixed(2);
    console.log(`| ${name} | ${micros.toFixed(2)} | ±${percent(spread)} | ${ratio} |`);
  }
}

async function reportLanguageServer(): Promise<void> {
  const { latencies, memory } = await benchLanguageServer('kochava');
  console.log('200 edits of the Kochava destination\n\n| | p50 | p95 | worst | goal for p95 |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const { name, p50, p95, worst, goal } of latencies) {
    console.log(
      `| ${name} | ${p50.toFixed(1)} ms | ${p95.toFixed(1)} ms | ${worst.toFixed(1)} ms | ${String(goal)} ms |`,
    );
  }
  const shown = memory.map((megabytes) => megabytes.toFixed(0)).join(', ');
  console.log(`\nMemory over 1,000 more edits, in MiB: ${shown}`);
}

async function reportStream(lines: number): Promise<void> {
  const figures = await benchStream('kochava', lines);
  console.log(`${count(lines)} lines\n\n| | seconds | peak memory |\n| --- | ---: | ---: |`);
  for (const { name, seconds, megabytes } of figures) {
    console.log(`| ${name} | ${seconds.toFixed(1)} | ${megabytes.toFixed(0)} MiB |`);
  }
}

async function reportDelivery(rounds: number): Promise<void> {
  const { events, concurrency, bare, deliver, journalBytes } = await benchDeliver(
    'kochava',
    DELIVERED_EVENTS,
    rounds,
  );
  const ratio = median(bare.map((seconds, round) => (deliver[round] ?? NaN) / seconds));
  console.log(`${count(events)} events, ${count(concurrency)} requests at once, ${count(rounds)} rounds\n`);
  console.log('| | µs per request | requests/s |\n| --- | ---: | ---: |');
  for (const [name, seconds] of [
    ['bare keep-alive requests', median(bare)],
    ['destkit deliver', median(deliver)],
  ] as const) {
    console.log(`| ${name} | ${((seconds / events) * 1e6).toFixed(0)} | ${count(events / seconds)} |`);
  }
  console.log(
    `\nratio ${ratio.toFixed(2)} (goal: at most 2); journal: ${journalBytes.toFixed(0)} bytes an event`,
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((first, second) => first - second)[Math.floor(values.length / 2)] ?? NaN;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

void main(process.argv.slice(2));
