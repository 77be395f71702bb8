import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { precompiledFile } from '../../../src/runtime/schema/precompiledSchemas';
import { compileSchema } from '../../../src/runtime/schema/validator';
import { schemaCode } from '../../../src/apps/studio/server/schemaCode';
import { SchemaCache } from '../../../src/apps/studio/worker/schemaCache';

const folder = join(__dirname, '../../../schemas');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.schema.json') && !file.startsWith('messages'),
);

/** Values of every kind, and what hostile ones have in common. */
const values: unknown[] = [
  undefined,
  null,
  true,
  0,
  1.5,
  -1,
  '',
  'text',
  '\ud83d\ude00'.repeat(60),
  [],
  [1, 1],
  {},
  { apiKey: '', dialect: 'other', profile: 'kochava', installEvents: [{}, { eventName: 1 }], unknown: 1 },
  { name: 'x', title: 1, features: {}, schemas: { config: '' }, hosts: ['https://a'], links: ['no uri'] },
  { steps: [{ name: 'a' }, { name: 'a', template: '', externalWorkflow: {} }], bindings: [{ path: 1 }] },
  { action: 'event', data: { usertime: 'x', event_name: '', device_ver: 1 }, kochava_app_id: 1 },
  { type: 'no type', required: ['a', 'a'], properties: { a: 1 }, pattern: '(' },
];

describe('the schemas of the page', () => {
  it.each(files)('%s finds the same as the compiler of the command line', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(existsSync(precompiledFile(text))).toBe(true);
    const cache = new SchemaCache();
    cache.put([schemaCode(text)]);
    const schema = JSON.parse(text) as object;
    const mine = cache.compiler(text, schema)();
    const reference = compileSchema(schema);
    const found = values.map((value) => mine.check(value));
    expect(found).toEqual(values.map((value) => reference.check(value)));
    expect(found.filter((findings) => findings.length > 0).length).toBeGreaterThan(values.length / 2);
    expect(mine.keys).toEqual(reference.keys);
  });

  it('finds the same with a schema of every rule', () => {
    const schema = {
      type: 'object',
      properties: {
        format: { type: 'string', format: 'date-time' },
        day: { format: 'date' },
        mail: { format: 'email' },
        address: { anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] },
        id: { format: 'uuid' },
        where: { format: 'uri' },
        length: { minLength: 2, maxLength: 3 },
        unique: { uniqueItems: true, contains: { const: { a: [1] } } },
        one: { oneOf: [{ type: 'number' }, { minimum: 3 }] },
        choice: { if: { type: 'string' }, then: { pattern: '^a' }, else: { multipleOf: 0.1 } },
        list: { items: [{ type: 'null' }], additionalItems: false },
        tree: { $ref: '#/definitions/tree' },
      },
      patternProperties: { '^x-': { enum: [1, '1', { a: 1 }] } },
      propertyNames: { not: { const: 'never' } },
      dependencies: { list: ['one'], one: { required: ['day'] } },
      definitions: { tree: { properties: { below: { $ref: '#/definitions/tree' } }, required: ['name'] } },
    };
    const given = [
      { format: 'x', day: '2026-02-30', mail: 'a', address: '1.2.3', id: 'x', where: 'no', length: 'a' },
      { format: '2026-11-27T00:00:00Z', day: '2026-02-28', mail: 'a@b.example', address: '::1' },
      { length: '\ud83d\ude00\ud83d\ude00', unique: [{ a: [1] }, { a: [1] }], one: 5, choice: 'b', never: 1 },
      { length: 'abcd', unique: [{ a: [2] }], one: 'x', choice: 0.25, list: [null, 1], 'x-a': { a: 2 } },
      { tree: { name: 1, below: { below: {} } }, 'x-a': { a: 1 }, choice: 0.3 },
    ];
    const text = JSON.stringify(schema);
    const cache = new SchemaCache();
    cache.put([schemaCode(text)]);
    const mine = cache.compiler(text, schema)();
    expect(given.map((value) => mine.check(value))).toEqual(
      given.map((value) => compileSchema(schema).check(value)),
    );
    expect(given.map((value) => mine.accepts(value))).toEqual([false, true, false, false, false]);
  });

  it('asks once for what it lacks, and knows it from then on', () => {
    const cache = new SchemaCache();
    const open = cache.compiler('{"type":"string"}', { type: 'string' });
    expect(open).toThrow('its code has not arrived yet');
    cache.compiler('{"type":"string"}', { type: 'string' });
    expect([cache.lacksSome, cache.takeUnasked(), cache.takeUnasked()]).toEqual([
      true,
      ['{"type":"string"}'],
      [],
    ]);
    cache.forgetMissing();
    expect(cache.lacksSome).toBe(false);
    cache.compiler('{"type":"string"}', { type: 'string' });
    // It is still on its way.
    expect([cache.lacksSome, cache.takeUnasked()]).toEqual([true, []]);
    cache.put([schemaCode('{"type":"string"}')]);
    expect([cache.lacksSome, open().accepts('text'), open().accepts(1)]).toEqual([false, true, false]);
  });

  it('says why a schema cannot be used', () => {
    const cache = new SchemaCache();
    const text = '{"$ref":"#/definitions/none"}';
    cache.put([schemaCode(text)]);
    const schema = JSON.parse(text) as object;
    let reason = '';
    try {
      compileSchema(schema);
    } catch (error) {
      reason = (error as Error).message;
    }
    expect(reason).toContain('#/definitions/none');
    expect(cache.compiler(text, schema)).toThrow(reason);
    expect(cache.lacksSome).toBe(false);
  });

  it('keeps those in use, and lets go of what was typed long ago', () => {
    const cache = new SchemaCache();
    cache.put([schemaCode('{"maxLength":1000}')]);
    for (let length = 0; length < 150; length++) {
      cache.compiler('{"maxLength":1000}', {});
      cache.put([{ text: String(length), code: '' }]);
    }
    cache.compiler('0', {});
    cache.compiler('149', {});
    cache.compiler('{"maxLength":1000}', {});
    expect(cache.takeUnasked()).toEqual(['0']);
  });

  it('lets the code reach nothing but what validating needs', () => {
    const cache = new SchemaCache();
    cache.put([{ text: '{}', code: 'exports.make = () => require("node:fs").readFileSync;' }]);
    expect(() => cache.compiler('{}', {})()).toThrow(TypeError);
  });
});
