import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  properties: Record<string, Schema>;
}

const root = join(__dirname, '../../..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Where the table's objects stand in a message. */
const places: Record<string, string[]> = {
  message: [],
  context: ['context'],
  app: ['context', 'app'],
  device: ['context', 'device'],
  os: ['context', 'os'],
};

describe("Kochava's table of message fields", () => {
  const { messageFields } = read('destinations/kochava/tables/messageFields.json') as {
    messageFields: Record<string, string[]>;
  };
  const schemas = ['rudderstack', 'segment'].map(
    (dialect) => read(`schemas/messages/${dialect}.schema.json`) as Schema,
  );

  test.each(Object.entries(places))('has all fields that the message schemas have: %s', (name, path) => {
    const known = schemas.flatMap((schema) =>
      Object.keys(path.reduce((at, key) => at.properties[key] ?? { properties: {} }, schema).properties),
    );
    expect([...(messageFields[name] ?? [])].sort()).toEqual([...new Set(known)].sort());
  });
});
