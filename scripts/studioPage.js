// Bundles the studio's page into dist/apps/studio/page: the page itself, and the worker that runs the runtime in the browser.
const { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');
const { minify } = require('terser');

const root = join(__dirname, '..');
const source = join(root, 'src/apps/studio');
const target = join(root, 'dist/apps/studio/page');

/** Modules that workflow-engine imports, and their replacement in a browser. */
const browserShims = {
  path: 'path.ts',
  'fs/promises': 'fileSystem.ts',
  '@aws-crypto/sha256-js': 'sha256.ts',
  '@rudderstack/json-template-engine': 'jsonTemplate.ts',
};

const inBrowser = {
  name: 'in-browser',
  setup(build) {
    build.onResolve(
      { filter: /^(?:path|fs\/promises|@aws-crypto\/sha256-js|@rudderstack\/json-template-engine)$/ },
      ({ path }) => ({
        path: join(source, 'worker/browserShims', browserShims[path]),
      }),
    );
    // Workflows can call `at`, `chunk` and `sum`: test/apps/studio/browserShims.test.ts checks that these behave like lodash.
    build.onResolve({ filter: /^lodash$/ }, () => ({ path: 'lodash', namespace: 'part' }));
    build.onLoad({ filter: /.*/, namespace: 'part' }, () => ({
      contents: [
        "export { at, chunk } from 'es-toolkit/compat';",
        "export { identity, pick } from 'es-toolkit';",
        "export { default as sum } from 'lodash/sum';",
      ].join('\n'),
      resolveDir: root,
    }));
    build.onResolve({ filter: /\/stringify(?:String|Collection|Pair|Document|Comment)?\.js$/ }, () => ({
      path: join(source, 'worker/browserShims/yamlStringify.ts'),
    }));
    build.onResolve({ filter: /\/regex\/slowRegex$/ }, () => ({
      path: join(source, 'worker/browserShims/slowRegex.ts'),
    }));
    build.onResolve({ filter: /\/codeModule$/ }, () => ({
      path: join(source, 'worker/browserShims/codeModule.ts'),
    }));
    // What workflow-engine takes of yaml; all of it would come along otherwise.
    build.onResolve({ filter: /^yaml$/ }, ({ importer }) =>
      importer.includes('workflow-engine')
        ? { path: join(source, 'worker/browserShims/yaml.ts') }
        : undefined,
    );
    // tsc has put the same helper functions into each file of workflow-engine.
    build.onLoad({ filter: /workflow-engine[\\/]build[\\/].*\.js$/ }, ({ path }) => {
      const names = [];
      const code = readFileSync(path, 'utf8').replace(
        /^var (__\w+) = \(this && this\.\1\) \|\| [\s\S]*?^\}\)*;$/gm,
        (_, name) => {
          names.push(name);
          return '';
        },
      );
      const imported = names.length === 0 ? '' : `const {${names.join(', ')}} = require('tsc-helpers');`;
      return { contents: code.replace('"use strict";', `"use strict";${imported}`) };
    });
    build.onResolve({ filter: /^tsc-helpers$/ }, () => ({
      path: join(source, 'worker/browserShims/tscHelpers.ts'),
    }));
    // For a window, which a worker is not.
    build.onResolve({ filter: /^buffer\/$/ }, () => ({ path: 'buffer', namespace: 'nothing' }));
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: '' }));
  },
};

/**
 * Leaves out the errors of the catalogue that no module of the script names, such as those of `destkit serve`.
 *
 * @param inputs the modules of the script, as esbuild lists them
 */
const withoutUnusedErrors = (inputs) => ({
  name: 'without-unused-errors',
  setup(build) {
    build.onLoad({ filter: /\/errors\/catalogue\.ts$/ }, ({ path }) => {
      const others = Object.keys(inputs).filter(
        (file) => file.startsWith('src/') && join(root, file) !== path,
      );
      const named = new Set(
        others.flatMap((file) => readFileSync(join(root, file), 'utf8').match(/\b[A-Z][A-Z_]+\b/g) ?? []),
      );
      const contents = readFileSync(path, 'utf8').replace(
        /^ {2}([A-Z_]+): \{\n[\s\S]*?^ {2}\},\n/gm,
        (entry, code) => (named.has(code) ? entry : ''),
      );
      return { contents, loader: 'ts' };
    });
  },
});

/** Writes the page. @returns the sizes of its scripts in bytes, and esbuild's account of each (before the last pass) */
async function bundlePage() {
  mkdirSync(target, { recursive: true });
  for (const file of ['index.html', 'main.css', 'icon.svg']) {
    copyFileSync(join(source, 'page', file), join(target, file));
  }
  const scripts = { main: 'page/main.ts', worker: 'worker/main.ts' };
  return Promise.all(
    Object.entries(scripts).map(async ([name, entry]) => {
      const file = join(target, `${name}.js`);
      const options = {
        absWorkingDir: root,
        entryPoints: [join(source, entry)],
        outfile: file,
        write: false,
        bundle: true,
        minify: true,
        platform: 'browser',
        target: 'es2022',
        format: 'iife',
        legalComments: 'none',
        metafile: true,
        plugins: [inBrowser],
        logLevel: 'warning',
      };
      const { inputs } = Object.values((await build(options)).metafile.outputs)[0];
      const { metafile, outputFiles } = await build({
        ...options,
        plugins: [inBrowser, withoutUnusedErrors(inputs)],
      });
      // esbuild does not optimise across a whole function: terser makes the script smaller still.
      const { code } = await minify(outputFiles[0].text, {
        ecma: 2020,
        compress: { passes: 3, unsafe_arrows: true, hoist_funs: true },
      });
      writeFileSync(file, code);
      return { name, ...Object.values(metafile.outputs)[0], bytes: statSync(file).size };
    }),
  );
}

module.exports = { bundlePage };
