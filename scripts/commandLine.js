// Bundles the command line into dist/apps/cli/destkit.js, and keeps beside it the code that V8 makes of it: see src/apps/cli/bundle.ts;
// part of `npm run build`, after tsc.
const { spawnSync } = require('node:child_process');
const { rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');
const { codeCacheOf, loadBundle } = require('../dist/apps/cli/bundle');

const root = join(__dirname, '..');
const file = join(root, 'dist/apps/cli/destkit.js');

function bundle() {
  buildSync({
    absWorkingDir: root,
    entryPoints: ['dist/apps/cli/program.js'],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    // Names stay as they are: they are read in the trace of an internal error.
    minifyWhitespace: true,
    legalComments: 'linked',
    logLevel: 'warning',
  });
}

/** Only functions that ran have code that can be kept: those of the commands that are used most. */
async function keepCode() {
  const { exports, script } = loadBundle(file);
  for (const command of ['lint', 'test']) {
    await exports.run(['node', 'destkit', command]);
  }
  writeFileSync(codeCacheOf(file), script.createCachedData());
}

if (process.argv.includes('--keep-code')) {
  void keepCode();
} else {
  // V8 tells a bundle from another by its length alone: the code of an earlier one must not be found.
  rmSync(codeCacheOf(file), { force: true });
  bundle();
  // What the commands print and find does not matter here.
  spawnSync(process.execPath, [join(__dirname, 'commandLine.js'), '--keep-code'], { stdio: 'ignore' });
}
