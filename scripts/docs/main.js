'use strict';

/**
 * The tables in a destination's README, from the data that the destination is made of: `npm run docs` writes them
 * between their markers, `npm run docs -- --check` fails when they are stale. A name does one destination only.
 */
const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const prettier = require('prettier');
const { fill } = require('./markers');
const { readFacts } = require('./facts');
const { renderTables } = require('./tables');

const root = join(__dirname, '../..');

async function main() {
  const { values, positionals } = parseArgs({
    options: { check: { type: 'boolean' } },
    allowPositionals: true,
  });
  const hasTables = (name) => existsSync(join(root, 'destinations', name, 'docs/tables.yaml'));
  const names =
    positionals.length > 0 ? positionals : readdirSync(join(root, 'destinations')).filter(hasTables);
  for (const name of names) {
    const folder = join(root, 'destinations', name);
    const file = join(folder, 'README.md');
    const before = readFileSync(file, 'utf8');
    const filled = fill(before, await renderTables(readFacts(folder)));
    const after = await prettier.format(filled, { ...(await prettier.resolveConfig(file)), filepath: file });
    if (after === before) {
      continue;
    }
    if (values.check) {
      process.stderr.write(`destinations/${name}/README.md is stale: run npm run docs\n`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, after);
      process.stdout.write(`destinations/${name}/README.md is written\n`);
    }
  }
}

main().catch((error) => {
  process.stderr.write(`docs: ${error.message}\n`);
  process.exitCode = 1;
});
