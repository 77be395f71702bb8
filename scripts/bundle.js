// Bundles the run-time code of the exports into dist/tools/export/bundles, and the studio's page into dist/apps/studio/page; part of
// `npm run build`, after tsc.
const { join } = require('node:path');
const { build } = require('esbuild');
const { bundlePage } = require('./studioPage');

const root = join(__dirname, '..');

/** What the host of each bundle has anyway. */
const externals = {
  segmentFunction: [],
};

/** Bundles the sources rather than what tsc made of them: esbuild can drop unused exports only of ES modules, such as the docs of bindings. */
async function bundle(name, external) {
  const folder = join(root, 'dist/tools/export/bundles');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`src/io/hosts/${name}.ts`],
    outfile: join(folder, `${name}.js`),
    bundle: true,
    platform: 'node',
    target: 'node18',
    // The code is read by those who install it, and names stay; but a Segment function may have 1 MB only.
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: name === 'segmentFunction',
    legalComments: 'none',
    format: 'iife',
    globalName: 'destkit',
    external,
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

void Promise.all([
  ...Object.entries(externals).map(([name, external]) => bundle(name, external)),
  bundleStudio(),
]);
