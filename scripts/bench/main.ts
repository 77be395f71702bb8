import { benchIdioms } from './idioms';
import { benchWorkflow } from './workflow';

/** `npm run bench [-- --json] [-- --quick]`: what being declarative costs, measured on this machine. */
async function main(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick');
  const workflow = await benchWorkflow('kochava', isQuick ? 3 : 11);
  const idioms = await benchIdioms(isQuick ? 1 : 3);
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

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

void main(process.argv.slice(2));
