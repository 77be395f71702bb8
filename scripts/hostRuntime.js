// Bundles `destkit/runtime` into dist/io/hosts/runtime.js, in the place of what tsc wrote: one file, so that an export can hold it, with
// the notices of what is bundled. Part of `npm run build`, after tsc.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');

const root = join(__dirname, '..');
const file = 'dist/io/hosts/runtime.js';

/** What such a host has anyway, at its own versions. */
const external = ['@rudderstack/workflow-engine', 'jsonata', 'ajv', 'ajv-formats'];

const { metafile } = buildSync({
  absWorkingDir: root,
  entryPoints: ['src/io/hosts/runtime.ts'],
  outfile: file,
  bundle: true,
  platform: 'node',
  target: 'node20',
  external,
  legalComments: 'inline',
  metafile: true,
  logLevel: 'warning',
});

const code = readFileSync(join(root, file), 'utf8');
const packages = Object.keys(metafile.inputs).flatMap(
  (input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [],
);
const notices = ['.', ...new Set(packages)].map(noticeOf);
writeFileSync(join(root, file), `/* eslint-disable */\n/*!\n${notices.join('\n\n')}\n*/\n${code}`);

/** The name and the licence of a package. */
function noticeOf(folder) {
  const { name, version } = require(join(root, folder, 'package.json'));
  const licence = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
  return `${name} ${version}\n\n${readFileSync(join(root, folder, licence), 'utf8').trim()}`;
}
