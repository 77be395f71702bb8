'use strict';

/**
 * Generated expressions over generated inputs, compiled and by the reference: `node scripts/fuzz.js --runs 100000`.
 * Stops at the first difference, makes it as small as it can, and prints it. `--seed` repeats a run.
 */
const fc = require('fast-check');
const { parseArgs } = require('node:util');
const { compileExpression } = require('../dist/runtime/jsonata/compile');
const { compare, show } = require('./differential/compare');
const { expressions } = require('./differential/grammar');
const { bindings, inputs } = require('./differential/inputs');

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
const runs = Number(values.runs ?? 10_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));

/** @type {Record<string, number>} */
const counts = {};
const misplaced = new Map();
let misplacedCount = 0;
const shownPlaces = Number(process.env.FUZZ_PLACES ?? 0);
let failed = false;
let done = 0;

const property = fc.asyncProperty(expressions, inputs, bindings, async (text, input, bound) => {
  const { verdict, reference, compiled, samePlace } = await compare(compileExpression, {
    text,
    input,
    bindings: bound,
  });
  if (!failed) {
    done += 1;
    const isError = verdict === 'same' && reference.code !== undefined;
    const kind = !isError ? verdict : reference.code.startsWith('S') ? 'same syntax error' : 'same error';
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (!samePlace) {
      misplacedCount += 1;
      if (misplaced.size < shownPlaces) {
        misplaced.set(text, { reference, compiled });
      }
    }
    if (process.stderr.isTTY && done % 500 === 0) {
      process.stderr.write(`\r${done} of ${runs}`);
    }
  }
  failed ||= verdict === 'different';
  return verdict !== 'different';
});

async function main() {
  process.stdout.write(`seed ${seed}, ${runs} runs\n`);
  const { counterexample } = await fc.check(property, { numRuns: runs, seed });
  if (process.stderr.isTTY) {
    process.stderr.write('\r');
  }
  for (const [text, outcomes] of misplaced) {
    process.stdout.write(`place: ${text}\n  ${JSON.stringify(outcomes)}\n`);
  }
  process.stdout.write(`${JSON.stringify({ ...counts, 'same error, other place': misplacedCount })}\n`);
  if (!counterexample) {
    return;
  }
  const [text, input, bound] = counterexample;
  const { reference, compiled } = await compare(compileExpression, { text, input, bindings: bound });
  process.stdout.write(
    [
      `expression  ${text}`,
      `input       ${show(input)}`,
      `bindings    ${show(bound)}`,
      `reference   ${JSON.stringify(reference)}`,
      `compiled    ${JSON.stringify(compiled)}`,
      '',
    ].join('\n'),
  );
  process.exitCode = 1;
}

void main();
