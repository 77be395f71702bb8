// One file with the extension and the language client, so that nothing is fetched when it is installed or runs.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');

const root = join(__dirname, '../..');

/** @returns the code, and the licences of the packages in it */
async function bundleExtension() {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['editors/vscode/src/extension.ts'],
    write: false,
    outfile: 'extension.js',
    bundle: true,
    // Names and lines stay as they are: they are read in the trace of an error.
    minifySyntax: true,
    platform: 'node',
    // The Node of VS Code 1.91.
    target: 'node20',
    // VS Code itself provides it.
    external: ['vscode'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  const packages = Object.entries(inputs).flatMap(([input, { bytesInOutput }]) => {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
    return folder && bytesInOutput > 0 ? [folder] : [];
  });
  const notices = [...new Set(packages)].map(noticeOf).sort();
  return { code: outputFiles[0].contents, notices: `${notices.join('\n\n')}\n` };
}

/** The name and the licence of a package. */
function noticeOf(folder) {
  const { name, version } = require(join(root, folder, 'package.json'));
  const licence = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
  if (licence === undefined) {
    throw new Error(`${name} has no licence file`);
  }
  const text = readFileSync(join(root, folder, licence), 'utf8')
    .replaceAll('\r\n', '\n')
    .trim();
  return `${name} ${version}\n\n${text}`;
}

module.exports = { bundleExtension };
