// Writes the schemas that come with the package as JavaScript into dist/schema/ready; part of `npm run build`, after tsc.
const { mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { metaSchemaText } = require('../dist/schema/metaSchema');
const { readyFile } = require('../dist/schema/ready');
const { renderValidator } = require('../dist/schema/standalone');

const schemas = join(__dirname, '../schemas');
// The schemas of messages say what a mapping may read; nothing is validated with them.
const files = readdirSync(schemas, { recursive: true }).filter(
  (file) => file.endsWith('.schema.json') && dirname(file) !== 'messages',
);
const texts = [metaSchemaText, ...files.map((file) => readFileSync(join(schemas, file), 'utf8'))];

for (const text of texts) {
  const file = readyFile(text);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    [
      '"use strict";',
      'exports.make = (schema) => {',
      'const module = { exports: {} };',
      renderValidator(JSON.parse(text)),
      'return module.exports;',
      '};',
      '',
    ].join('\n'),
  );
}
