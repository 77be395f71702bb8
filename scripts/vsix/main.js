// Builds the extension for VS Code: npm run vsix [-- <folder>] writes destkit-<version>.vsix there, or into out/.
//
// A .vsix is a zip with two files of its own, which this script writes with fflate (one file, no dependencies). @vscode/vsce 3, the
// last version for Node 20, would bring 150 packages, among them clients for Azure and binaries for signing.
const { mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { bundleExtension } = require('./bundle');
const { contentTypes, manifestOf } = require('./manifest');
const { archive } = require('./archive');

const root = join(__dirname, '../..');
const source = join(root, 'editors/vscode');

async function main() {
  const folder = process.argv[2] ?? join(root, 'out');
  const packaged = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const { version } = require(join(root, 'package.json'));
  if (packaged.version !== version) {
    throw new Error(`the extension has version ${packaged.version}, the package ${version}`);
  }
  const { code, notices } = await bundleExtension();
  const files = {
    'extension.vsixmanifest': manifestOf(packaged),
    '[Content_Types].xml': contentTypes,
    // VS Code shows pictures of a server only, none of the extension's own folder.
    'extension/README.md': readFileSync(join(source, 'README.md'), 'utf8').replace(/^!\[.*\n\n/gm, ''),
    'extension/LICENSE.txt': readFileSync(join(root, 'LICENSE')),
    'extension/THIRD_PARTY_NOTICES.txt': notices,
    'extension/dist/extension.js': code,
  };
  for (const name of ['package.json', 'jsonata.language.json', 'snippets', 'syntaxes']) {
    addTo(files, name);
  }
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${packaged.name}-${version}.vsix`);
  writeFileSync(file, archive(files));
  process.stdout.write(`${file}\n`);
}

/** Adds a file, or the files of a folder. */
function addTo(files, name) {
  const path = join(source, name);
  if (/\.\w+$/.test(name)) {
    files[`extension/${name}`] = readFileSync(path);
  } else {
    readdirSync(path).forEach((each) => addTo(files, `${name}/${each}`));
  }
}

main().catch((error) => {
  process.stderr.write(`vsix: ${error.message}\n`);
  process.exitCode = 1;
});
