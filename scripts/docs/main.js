'use strict';

/**
 * What is generated of the documentation: `npm run docs` writes the blocks of the destinations' READMEs, as
 * `destkit docs` does, and those of this repository's reference pages. `-- --check` writes nothing and fails when a
 * block is stale, `-- NAME` does one destination alone. It needs dist/.
 */
const { spawnSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const prettier = require('prettier');
const { fillBlocks, findBlocks } = require('../../dist/tools/docs/blocks');
const { blocks } = require('./reference');

const root = join(__dirname, '../..');
const pages = ['docs/commands.md', 'docs/errors.md', 'docs/manifest.md'];

async function main(args) {
  const options = { cwd: root, stdio: 'inherit' };
  const { status } = spawnSync(process.execPath, ['dist/apps/cli/main.js', 'docs', ...args], options);
  if (status !== 0) {
    process.exitCode = status ?? 1;
  }
  if (!args.every((arg) => arg.startsWith('-'))) {
    return;
  }
  for (const page of pages) {
    const file = join(root, page);
    const text = readFileSync(file, 'utf8');
    const { filled } = fillBlocks(text, findBlocks(text, page), (name) => blocks[name]());
    const style = { ...(await prettier.resolveConfig(file)), filepath: file };
    const formatted = await prettier.format(filled, style);
    if (formatted === text) {
      continue;
    }
    if (args.includes('--check')) {
      process.stderr.write(`${page} is stale: run npm run docs\n`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, formatted);
      process.stdout.write(`${page} is written\n`);
    }
  }
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`docs: ${error.message}\n`);
  process.exitCode = 1;
});
