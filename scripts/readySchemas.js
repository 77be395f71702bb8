// Writes the schemas that come with the package as JavaScript into dist/runtime/schema/ready; part of `npm run build`, after tsc.
const { mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { transformSync } = require('esbuild');
const { readyFile } = require('../dist/runtime/schema/ready');
const { renderSchemaModule } = require('../dist/runtime/schema/standalone');

const schemas = join(__dirname, '../schemas');
// The schemas of messages say what a mapping may read; nothing is validated with them.
const files = readdirSync(schemas, { recursive: true }).filter(
  (file) => file.endsWith('.schema.json') && dirname(file) !== 'messages',
);

for (const schema of files) {
  const text = readFileSync(join(schemas, schema), 'utf8');
  const file = readyFile(text);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, transformSync(renderSchemaModule(JSON.parse(text)), { minify: true }).code);
}
