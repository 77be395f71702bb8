import Ajv from 'ajv';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parsePointer, valueAt } from '../../../src/runtime/schema/pointer';
import { readSchema } from './schemaFile';

const files = [
  'workflow.schema.json',
  'destination.schema.json',
  'kochava/config.schema.json',
  ...filesIn('kochava/requests'),
  ...filesIn('messages'),
];

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
}

describe.each(files)('%s', (file) => {
  const schema = readSchema(file);
  const objects = new Map<Schema, string>();
  const keys: [string, Schema][] = [];
  collect(schema, schema, file, { objects, keys });

  test('is a draft-07 schema with a relative id and a title', () => {
    expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true);
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema.$id).toBe(file);
    expect(schema.title).toEqual(expect.any(String));
  });

  test('describes itself and every key', () => {
    const bare = keys.filter(([, { description }]) => !/^\S.*\.$/.test(description ?? ''));
    expect(schema.description).toEqual(expect.any(String));
    expect(bare.map(([path]) => path)).toEqual([]);
  });

  test('has its descriptions where editors see them: a $ref hides what is next to it', () => {
    const hidden = keys.filter(
      ([, { $ref, description }]) => $ref !== undefined && description !== undefined,
    );
    expect(hidden).toEqual([]);
  });

  // What a source sends may always hold more.
  if (!file.startsWith('messages/')) {
    test('knows all keys of each object, or says what the others are', () => {
      const open = [...objects].filter(([object]) => object.additionalProperties === undefined);
      expect(open.map(([, path]) => path)).toEqual([]);
    });
  }

  // The names that a workflow may use are no enum: an editor offers them as examples.
  test('keeps to plain text', () => {
    const text = JSON.stringify(schema);
    expect(text).not.toContain('markdownDescription');
    expect(text.includes('"examples":[')).toBe(file === 'workflow.schema.json');
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(join(__dirname, '../../../schemas', folder)).map((name) => `${folder}/${name}`);
}

/** Every object with keys of its own, and every key, on the way from the root; not the rules among keys. */
function collect(
  part: Schema,
  root: Schema,
  path: string,
  found: { objects: Map<Schema, string>; keys: [string, Schema][] },
): void {
  const { $ref, allOf = [], properties, items } = part;
  if (found.objects.has(part)) {
    return;
  }
  if ($ref !== undefined) {
    collect(valueAt(root, parsePointer($ref, root)) as Schema, root, path, found);
  }
  for (const other of allOf) {
    collect(other, root, path, found);
  }
  if (items) {
    collect(items, root, `${path}[]`, found);
  }
  if (properties && part.type === 'object') {
    found.objects.set(part, path);
    for (const [key, value] of Object.entries(properties)) {
      found.keys.push([`${path}.${key}`, value]);
      collect(value, root, `${path}.${key}`, found);
    }
  }
}
