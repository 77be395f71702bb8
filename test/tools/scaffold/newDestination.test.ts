import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineNames } from '../../../src/runtime/destination/destination';
import { readDestination } from '../../../src/runtime/destination/load';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import { readCases } from '../../../src/tools/goldens/cases';
import { runGolden } from '../../../src/tools/goldens/run';
import { lintDestination } from '../../../src/tools/lint/run';
import { createDestination } from '../../../src/tools/scaffold/newDestination';
import { temporaryFolder } from '../../temporaryFolder';

const parent = temporaryFolder();

let count = 0;

async function create(sample?: Record<string, unknown>): Promise<{ folder: string; files: string[] }> {
  count += 1;
  const name = `made-${String(count)}`;
  const files = await createDestination({ name, parent, sample });
  return { folder: join(parent, name), files };
}

/** What lint and the goldens say against a folder, request schemas included. */
async function faults(folder: string): Promise<unknown[]> {
  const { findings } = await lintDestination(`${folder}/`, nodeFiles);
  const destination = await readDestination(folder);
  const cases = readCases(destination);
  expect(cases).toHaveLength(1);
  const found: unknown[] = findings.map(({ rule, message }) => ({ rule, message }));
  for (const golden of cases) {
    for (const engine of engineNames) {
      found.push(...(await runGolden(destination, golden, engine)).differences);
    }
    const checked = await destination.run('processor', golden.input, { validate: true });
    found.push(...('error' in checked ? [checked.error] : []));
  }
  return found;
}

const json = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

describe('a new destination', () => {
  it('has at most eight files, and neither lint nor its golden finds fault with it', async () => {
    const { folder, files } = await create();
    expect(files).toHaveLength(8);
    expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
    expect(await faults(folder)).toEqual([]);
  });

  it('has its own name everywhere', async () => {
    const { folder, files } = await create();
    const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(texts.filter((text) => /my.destination/i.test(text))).toEqual([]);
    expect(readFileSync(join(folder, 'destination.yaml'), 'utf8')).toMatch(
      /^name: made-\d+\ntitle: Made \d+\n/,
    );
  });

  it('names no schema that lies outside of its project', async () => {
    const { folder } = await create();
    expect(readFileSync(join(folder, 'procWorkflow.yaml'), 'utf8')).not.toContain('$schema');
  });

  it('never overwrites anything', async () => {
    const { folder } = await create();
    const before = readFileSync(join(folder, 'README.md'), 'utf8');
    await expect(createDestination({ name: `made-${String(count)}`, parent })).rejects.toMatchObject({
      code: 'FOLDER_EXISTS',
    });
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(before);
  });

  it.each(['Webhook', '../webhook', '', '1st', 'a b'])('cannot be named %j', async (name) => {
    await expect(createDestination({ name, parent })).rejects.toMatchObject({ code: 'USAGE' });
  });
});

describe('a draft from a sample', () => {
  const sample = {
    event_name: 'Signup',
    user: { user_id: 'u-1', email: 'ana@example.com', ip: '203.0.113.7', level: null },
    items: [
      { sku: 'A-1', price: 2 },
      { sku: 'B-2', price: 1.5, gift: true },
    ],
    tags: ['new'],
    marks: [1, 'one', null],
    none: [],
    occurred_at: '2026-03-02T08:18:47Z',
    source: 'my-destination',
  };

  it('has the types, the required fields and the formats that are certain', async () => {
    const { folder } = await create(sample);
    expect(json(folder, 'request.schema.json')).toMatchObject({
      type: 'object',
      required: ['event_name', 'user', 'items', 'tags', 'marks', 'none', 'occurred_at', 'source'],
      properties: {
        event_name: { type: 'string' },
        user: {
          required: ['user_id', 'email', 'ip', 'level'],
          properties: {
            user_id: { type: 'string' },
            email: { type: 'string', format: 'email' },
            ip: { type: 'string', format: 'ipv4' },
            level: {},
          },
        },
        items: {
          type: 'array',
          items: {
            required: ['sku', 'price'],
            properties: { sku: { type: 'string' }, price: { type: 'number' }, gift: { type: 'boolean' } },
          },
        },
        tags: { type: 'array', items: { type: 'string' } },
        marks: { type: 'array', items: { type: ['integer', 'string', 'null'] } },
        none: { type: 'array' },
        occurred_at: { type: 'string', format: 'date-time' },
      },
    });
    expect(JSON.stringify(json(folder, 'request.schema.json'))).not.toContain('enum');
  });

  it('reads from the event what a message surely has, and has constants for the rest', async () => {
    const { folder } = await create(sample);
    const workflow = readFileSync(join(folder, 'procWorkflow.yaml'), 'utf8');
    expect(workflow).toContain('"event_name": $outputs.message.event,');
    expect(workflow).toContain('"user_id": $outputs.message.userId,');
    expect(workflow).toContain('"ip": $object($outputs.message.context).ip,');
    expect(workflow).toContain('"occurred_at": $outputs.message.timestamp,');
    expect(workflow).toContain('"tags": ["new"],');
    expect(workflow).toContain('"source": "my-destination"');
    // What the rest of the file says stays as it is.
    expect(workflow).toContain('# Converts one event into its requests.');
  });

  it('gives just the sample for its example event', async () => {
    const { folder } = await create(sample);
    expect(await faults(folder)).toEqual([]);
    expect(json(folder, 'goldens/processor/track-call-is-sent/output.json')).toMatchObject({
      requests: [{ body: { JSON: sample }, userId: 'u-1' }],
    });
  });

  it('lints and tests clean whatever the sample is', async () => {
    const field = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'event',
        'user_id',
        'userId',
        'timestamp',
        'ip',
        '__proto__',
        'constructor',
        '$',
        '`',
        '#',
      ),
    );
    const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(field, value, { maxKeys: 6 }), async (drawn) => {
        // As it comes from a file.
        const { folder } = await create(JSON.parse(JSON.stringify(drawn)) as Record<string, unknown>);
        expect(await faults(folder)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});
