// Bundles the studio's page into dist/studio/page: the page itself, and the worker that runs the runtime in the browser.
const { copyFileSync, mkdirSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');

const root = join(__dirname, '..');
const source = join(root, 'src/studio');
const target = join(root, 'dist/studio/page');

/** What workflow-engine asks for, by what stands in for it in a browser. */
const standIns = {
  path: 'path.ts',
  'fs/promises': 'moduleFiles.ts',
  '@aws-crypto/sha256-js': 'sha256.ts',
  '@rudderstack/json-template-engine': 'jsonTemplate.ts',
};

const inBrowser = {
  name: 'in-browser',
  setup(build) {
    build.onResolve(
      { filter: /^(?:path|fs\/promises|@aws-crypto\/sha256-js|@rudderstack\/json-template-engine)$/ },
      ({ path }) => ({
        path: join(source, 'worker/standIns', standIns[path]),
      }),
    );
    // Five functions of lodash's hundreds.
    build.onResolve({ filter: /^lodash$/ }, () => ({ path: 'lodash', namespace: 'part' }));
    build.onLoad({ filter: /.*/, namespace: 'part' }, () => ({
      contents: ['at', 'chunk', 'identity', 'pick', 'sum']
        .map((name) => `exports.${name} = require('lodash/${name}');`)
        .join('\n'),
      resolveDir: root,
    }));
    // For a window, which a worker is not.
    build.onResolve({ filter: /^buffer\/$/ }, () => ({ path: 'buffer', namespace: 'nothing' }));
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: '' }));
  },
};

/** Writes the page. @returns the sizes of its scripts in bytes, and esbuild's account of each */
async function bundlePage() {
  mkdirSync(target, { recursive: true });
  for (const file of ['index.html', 'main.css', 'icon.svg']) {
    copyFileSync(join(source, 'page', file), join(target, file));
  }
  const scripts = { main: 'page/main.ts', worker: 'worker/main.ts' };
  return Promise.all(
    Object.entries(scripts).map(async ([name, entry]) => {
      const { metafile } = await build({
        absWorkingDir: root,
        entryPoints: [join(source, entry)],
        outfile: join(target, `${name}.js`),
        bundle: true,
        minify: true,
        platform: 'browser',
        target: 'es2022',
        format: 'iife',
        legalComments: 'none',
        metafile: true,
        plugins: [inBrowser],
        logLevel: 'warning',
      });
      return { name, ...Object.values(metafile.outputs)[0] };
    }),
  );
}

module.exports = { bundlePage };
