'use strict';

/**
 * What is generated of the documentation: `npm run docs` writes the blocks of the destinations' READMEs, as
 * `destkit docs` does, those of this repository's reference pages, and what else lists the bindings. `-- --check` writes
 * nothing and fails when a file is stale, `-- NAME` does one destination alone. It reads dist/, so run the build first.
 */
const { spawnSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const prettier = require('prettier');
const { fillBlocks, findBlocks } = require('../../dist/tools/docs/blocks');
const { fillSchema, renderDocs, renderList } = require('./bindings');
const { blocks } = require('./reference');

const root = join(__dirname, '../..');

/** A file -> a function that takes its text and gives the new one. */
const files = {
  'docs/bindings.md': fillPage,
  'docs/commands.md': fillPage,
  'docs/errors.md': fillPage,
  'docs/manifest.md': fillPage,
  'schemas/workflow.schema.json': fillSchema,
  'src/runtime/destination/bindings/all.ts': renderList,
  'src/runtime/destination/bindings/allDocs.ts': renderDocs,
};

function fillPage(text, page) {
  return fillBlocks(text, findBlocks(text, page), (name) => blocks[name]()).filled;
}

async function main(args) {
  const options = { cwd: root, stdio: 'inherit' };
  const { status } = spawnSync(process.execPath, ['dist/apps/cli/main.js', 'docs', ...args], options);
  if (status !== 0) {
    process.exitCode = status ?? 1;
  }
  if (!args.every((arg) => arg.startsWith('-'))) {
    return;
  }
  for (const [name, fill] of Object.entries(files)) {
    const file = join(root, name);
    const text = readFileSync(file, 'utf8');
    const style = { ...(await prettier.resolveConfig(file)), filepath: file };
    const formatted = await prettier.format(fill(text, name), style);
    if (formatted === text) {
      continue;
    }
    if (args.includes('--check')) {
      process.stderr.write(`${name} is stale: run npm run docs\n`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, formatted);
      process.stdout.write(`${name} is written\n`);
    }
  }
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`docs: ${error.message}\n`);
  process.exitCode = 1;
});
