import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtimeNames } from '../../../src/runtime/destination/bindings/runtime';
import { compileSchema } from '../../../src/runtime/schema/validator';

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  definitions?: Record<string, Schema>;
  description?: string;
  examples?: unknown[];
  defaultSnippets?: { label: string; body: unknown }[];
  $ref?: string;
}

const read = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, `../../../schemas/${name}.schema.json`), 'utf8')) as Schema;
const workflow = read('workflow');
const { binding, step } = workflow.definitions as Record<'binding' | 'step', Schema>;
const problems = (value: unknown) => compileSchema(workflow).check(value);

/** A workflow that is right but for what is put into it. */
const around = (parts: object) => ({
  templateType: 'jsonata',
  steps: [{ name: 'one', identity: true }],
  ...parts,
});

/** What an editor leaves when its user accepts every placeholder as it is. */
const accepted = (body: unknown): unknown =>
  JSON.parse(
    JSON.stringify(body)
      .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
      .replaceAll('\\\\$', '$'),
  );

describe('the schema of workflows, as an editor uses it', () => {
  it.each(['binding', 'step'] as const)('describes each key of a %s', (name) => {
    const { properties = {} } = workflow.definitions?.[name] ?? {};
    const silent = Object.keys(properties).filter((key) => !properties[key]?.description);
    expect(silent).toEqual([]);
    expect(Object.keys(properties).length).toBeGreaterThan(4);
  });

  it('offers the names of the runtime, and refuses no other', () => {
    expect(binding.properties?.name?.examples).toEqual([...runtimeNames].sort());
    expect(problems(around({ bindings: [{ name: 'mine', path: './tables/mine.json' }] }))).toEqual([]);
    expect(problems(around({ executor: 'another' }))).toEqual([]);
  });

  it('offers snippets that are right as they are', () => {
    const steps = (step.defaultSnippets ?? []).map(({ body }) => accepted(body));
    const bindings = (binding.defaultSnippets ?? []).map(({ body }) => accepted(body));
    expect([steps.length, bindings.length]).toEqual([4, 2]);
    expect(JSON.stringify([steps, bindings])).not.toMatch(/\$\{|\\\\/);
    for (const each of steps) {
      expect([each, problems(around({ steps: [each] }))]).toEqual([each, []]);
    }
    for (const each of bindings) {
      expect([each, problems(around({ bindings: [each] }))]).toEqual([each, []]);
    }
  });

  it('offers examples of keys that are right as they are', () => {
    for (const [key, { examples = [] }] of Object.entries(step.properties ?? {})) {
      for (const value of examples) {
        const other = { name: 'one', identity: true, [key]: value };
        const alone = { name: 'one', [key]: value };
        expect([
          key,
          value,
          Math.min(problems(around({ steps: [other] })).length, problems(around({ steps: [alone] })).length),
        ]).toEqual([key, value, 0]);
      }
    }
  });
});
