// Writes the package's own schemas as JavaScript into dist/schema/ready; part of `npm run build`, after tsc.
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { metaSchemaText } = require('../dist/schema/metaSchema');
const { renderValidator } = require('../dist/schema/standalone');

const root = join(__dirname, '..');
const target = join(root, 'dist/schema/ready');

mkdirSync(target, { recursive: true });
const textOf = (name) => readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8');
const texts = {
  destination: textOf('destination'),
  workflow: textOf('workflow'),
  'draft-07': metaSchemaText,
};
for (const [name, text] of Object.entries(texts)) {
  writeFileSync(
    join(target, `${name}.js`),
    [
      '"use strict";',
      `exports.text = ${JSON.stringify(text)};`,
      'exports.make = (schema) => {',
      'const module = { exports: {} };',
      renderValidator(JSON.parse(text)),
      'return module.exports;',
      '};',
      '',
    ].join('\n'),
  );
}
