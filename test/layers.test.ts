import { Linter } from 'eslint';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the configuration is JavaScript without types
const layers = require('../eslint.layers.js') as Linter.Config[];

const foldersIn = (path: string) =>
  readdirSync(join(__dirname, '..', path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** The messages of the lint rule for a file with one import. */
function lintMessages(file: string, imported: string): string[] {
  const messages = new Linter().verify(`import '${imported}';`, layers, {
    filename: file,
  });
  return messages.map(({ message }) => message.replace(/^.*pattern\. /, ''));
}

const order = ['runtime', 'io', 'tools', 'apps'];
const rooms = ['errors', 'schema', 'jsonata', 'workflow', 'destination'];

it('src/ has these folders and no others', () => {
  expect(foldersIn('src')).toEqual([...order].sort());
  expect(foldersIn('src/runtime')).toEqual([...rooms].sort());
});

describe('an import', () => {
  it.each(order.flatMap((from, low) => order.slice(low + 1).map((to) => [from, to])))(
    'from %s to %s points upwards',
    (from, to) => {
      expect(lintMessages(`src/${from}/room/planted.ts`, `../../${to}/room/file`)).toContain(
        `src/${from} may not import src/${to}: imports point downwards.`,
      );
      expect(lintMessages(`src/${to}/room/planted.ts`, `../../${from}/room/file`)).toEqual([]);
    },
  );

  it.each(rooms.flatMap((from, low) => rooms.slice(low + 1).map((to) => [from, to])))(
    'within runtime, from %s to %s, points upwards',
    (from, to) => {
      expect(lintMessages(`src/runtime/${from}/planted.ts`, `../${to}/file`)).toEqual([
        `src/runtime/${from} may not import src/runtime/${to}: imports point downwards.`,
      ]);
    },
  );

  it.each(order.slice(1))('from a room of runtime to %s points upwards', (to) => {
    expect(lintMessages('src/runtime/destination/planted.ts', `../../${to}/room/file`)).toEqual([
      `src/runtime may not import src/${to}: imports point downwards.`,
    ]);
  });

  it('from jsonata to schema is refused too: neither needs the other', () => {
    expect(lintMessages('src/runtime/jsonata/planted.ts', '../schema/file')).toHaveLength(1);
  });
});
