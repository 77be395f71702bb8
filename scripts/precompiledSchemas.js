// Compiles the package's schemas to JavaScript validators in dist/runtime/schema/precompiledSchemas/. Part of `npm run build`,
// after tsc.
const { mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { transformSync } = require('esbuild');
const { precompiledFile } = require('../dist/runtime/schema/precompiledSchemas');
const { renderSchemaModule } = require('../dist/runtime/schema/standalone');

const schemas = join(__dirname, '../schemas');
// The schemas of messages are for lint only: nothing is validated with them.
const files = readdirSync(schemas, { recursive: true }).filter(
  (file) => file.endsWith('.schema.json') && dirname(file) !== 'messages',
);

for (const schema of files) {
  const text = readFileSync(join(schemas, schema), 'utf8');
  const file = precompiledFile(text);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, transformSync(renderSchemaModule(JSON.parse(text)), { minify: true }).code);
}
