// Bundles the run-time code of the exports into dist/export/bundles; part of `npm run build`, after tsc.
const { mkdirSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');

const root = join(__dirname, '..');

/** What the host of each bundle has anyway. */
const externals = {
  hostRuntime: ['@rudderstack/workflow-engine'],
};

for (const [name, external] of Object.entries(externals)) {
  const folder = join(root, 'dist/export/bundles');
  mkdirSync(folder, { recursive: true });
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [`dist/export/bundled/${name}.js`],
    outfile: join(folder, `${name}.js`),
    bundle: true,
    platform: 'node',
    target: 'node18',
    // The code is read by those who install it: whitespace is all that goes.
    minifyWhitespace: true,
    legalComments: 'none',
    format: 'iife',
    globalName: 'destkit',
    external,
    metafile: true,
  });
  if (process.argv.includes('--sizes')) {
    const [{ inputs }] = Object.values(metafile.outputs);
    for (const [file, { bytesInOutput }] of Object.entries(inputs).sort((a, b) => b[1].bytesInOutput - a[1].bytesInOutput).slice(0, 25)) {
      process.stdout.write(`${String(bytesInOutput).padStart(8)} ${file}\n`);
    }
  }
}
