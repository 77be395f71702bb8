import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { loadDestination } from '../../../src/runtime/destination/load';
import { pascalCase, toTypeScript } from '../../../src/runtime/schema/typeScript';

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  lib: ['lib.es5.d.ts'],
  types: [],
};

/** The lib files are read and parsed once for all programs. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/** What the TypeScript compiler says of a text. */
function compile(text: string): string[] {
  const host = ts.createCompilerHost(options);
  const own = ts.createSourceFile('config.ts', text, ts.ScriptTarget.ES2022);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version) => {
    if (file === 'config.ts') {
      return own;
    }
    if (!libraries.has(file)) {
      libraries.set(file, read(file, version));
    }
    return libraries.get(file);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram(['config.ts'], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** What the compiler says of a value of the type that a schema gives. */
function assign(schema: object, value: unknown): string[] {
  return compile(
    `${toTypeScript('Config', schema)}\nexport const value: Config = ${JSON.stringify(value)};\n`,
  );
}

async function configOf(nameOrPath: string): Promise<{ types: string; name: string; example: object }> {
  const { manifest, path } = await loadDestination(nameOrPath);
  const read = (file: string) => JSON.parse(readFileSync(join(path, file), 'utf8')) as object;
  const name = `${pascalCase(manifest.name)}Config`;
  const types = toTypeScript(name, read(manifest.schemas.config ?? ''));
  return { types, name, example: read(manifest.examples?.config ?? '') };
}

describe('the types of settings', () => {
  it.each([
    ['kochava', { apiKey: 7 }],
    ['kochava', { apiKey: 'k', installEvents: [{ name: 'A' }] }],
    ['kochava', { apiKey: 'k', apiKye: 'k' }],
    [join(__dirname, '../../fixtures/destinations/webhook'), { path: '/' }],
  ])('of %s admit its example and refuse %j', async (nameOrPath, wrong) => {
    const { types, name, example } = await configOf(nameOrPath);
    const declare = (value: object) => `${types}\nexport const value: ${name} = ${JSON.stringify(value)};\n`;
    expect(compile(declare(example))).toEqual([]);
    expect(compile(declare(wrong))).toHaveLength(1);
  });

  it('have the descriptions and defaults as doc comments, which nothing in them ends', () => {
    const schema = {
      description: 'Settings.',
      type: 'object',
      additionalProperties: false,
      required: ['b c'],
      properties: {
        a: { description: 'One */ line.', default: ['x'], type: 'string' },
        'b c': { type: 'integer' },
      },
    };
    expect(toTypeScript('Config', schema)).toBe(
      [
        '/** Settings. */',
        'export interface Config {',
        '  /**',
        '   * One *\\/ line.',
        '   * @default ["x"]',
        '   */',
        '  a?: string;',
        '  "b c": number;',
        '}\n',
      ].join('\n'),
    );
  });

  it.each([
    ['a list of choices', { type: 'array', items: { type: ['string', 'number'] } }, ['a', 1], [true]],
    ['named values', { enum: ['a', 1, null] }, null, 'b'],
    ['a constant', { const: true }, true, false],
    ['a choice of schemas', { anyOf: [{ type: 'string' }, { type: 'boolean' }] }, true, 1],
    ['several schemas at once', { allOf: [{ enum: ['a', 'b'] }, { enum: ['b', 'c'] }] }, 'b', 'a'],
    [
      'keys by a pattern',
      { type: 'object', patternProperties: { '^x': { type: 'number' } } },
      { x: 1 },
      { x: 'a' },
    ],
    ['keys of any name', { type: 'object', additionalProperties: { type: 'number' } }, { x: 1 }, { x: 'a' }],
    ['no keys', { type: 'object', additionalProperties: false }, {}, { a: 1 }],
    [
      'keys beside the named ones',
      { type: 'object', properties: { a: { type: 'string' } } },
      { b: 1 },
      { a: 1 },
    ],
    [
      'definitions that refer to themselves',
      {
        $ref: '#/definitions/tree',
        definitions: {
          tree: { type: 'array', items: { anyOf: [{ type: 'string' }, { $ref: '#/definitions/tree' }] } },
        },
      },
      ['a', ['b', []]],
      ['a', [1]],
    ],
    [
      'definitions of the same name as the type',
      { $ref: '#/definitions/config', definitions: { config: { type: 'string' } } },
      'a',
      1,
    ],
  ])('can say %s', (_, schema, right, wrong) => {
    expect(assign(schema, right)).toEqual([]);
    expect(assign(schema, wrong)).toHaveLength(1);
  });
});
