// Bundles the command line into dist/apps/cli/main.js, in the place of what tsc wrote: one file is read sooner than the hundreds
// that it is made of. Part of `npm run build`, after tsc.
const { join } = require('node:path');
const { buildSync } = require('esbuild');

const file = 'dist/apps/cli/main.js';

buildSync({
  absWorkingDir: join(__dirname, '..'),
  entryPoints: [file],
  outfile: file,
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Names stay as they are: they are read in the trace of an internal error.
  minifyWhitespace: true,
  legalComments: 'linked',
  logLevel: 'warning',
});
