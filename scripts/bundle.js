// Bundles the code of a Segment function into dist/io/hosts, and the studio's page into dist/apps/studio/page; part of
// `npm run build`, after tsc.
const { join } = require('node:path');
const { build } = require('esbuild');
const { bundlePage } = require('./studioPage');

const root = join(__dirname, '..');

async function bundleFunction() {
  // The sources rather than what tsc made of them: esbuild drops unused exports, such as the docs of bindings, of ES modules only.
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/io/hosts/segmentFunction.ts'],
    outfile: join(root, 'dist/io/hosts/segmentFunction.bundle.js'),
    bundle: true,
    platform: 'node',
    target: 'node18',
    // A function may have 1 MB only.
    minify: true,
    legalComments: 'none',
    format: 'iife',
    globalName: 'destkit',
    metafile: true,
  });
  if (process.argv.includes('--sizes')) {
    printSizes(Object.values(metafile.outputs)[0].inputs);
  }
}

function printSizes(inputs) {
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    process.stdout.write(`${String(bytesInOutput).padStart(8)} ${file}\n`);
  }
}

async function bundleStudio() {
  for (const { name, bytes, inputs } of await bundlePage()) {
    if (process.argv.includes('--sizes')) {
      printSizes(inputs);
      process.stdout.write(`${String(bytes).padStart(8)} studio ${name}\n`);
    }
  }
}

void Promise.all([bundleFunction(), bundleStudio()]);
