import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownNames } from '../../../src/runtime/destination/knownNames';
import { openDocument } from '../../../src/runtime/schema/document';
import { compileSchema } from '../../../src/runtime/schema/validator';
import { createCompiledEngine } from '../../../src/runtime/workflow/compiledEngine';
import { compiler } from '../../../src/runtime/workflow/compiler';
import { WorkflowReader, type ReadWorkflow } from '../../../src/runtime/workflow/readWorkflow';
import { SourceParts } from '../../../src/runtime/workflow/sourceParts';
import {
  createReferenceEngine,
  libraryBindings,
  typedSteps,
} from '../../../src/runtime/workflow/workflowEngine';
import { temporaryFolder } from '../../temporaryFolder';

const schema = compileSchema(
  JSON.parse(readFileSync(join(__dirname, '../../../schemas/workflow.schema.json'), 'utf8')) as object,
);
const runtime = { first: (value: unknown) => value, text: (value: unknown) => value };

/** A folder of files, and what reads it. */
function folderOf(files: Record<string, string>) {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
  };
  Object.entries(files).forEach(([name, text]) => {
    write(name, text);
  });
  const read = async (name: string): Promise<ReadWorkflow> => {
    const readText = (path: string) =>
      Promise.resolve(openDocument(join(folder, path), readFileSync(join(folder, path), 'utf8')));
    return new WorkflowReader(readText, schema, await knownNames()).read(name);
  };
  return { folder, write, read };
}

const head = 'name: test\ntemplateType: jsonata\n';
const workflow = (bindings: string, ...steps: string[]) =>
  `${head}bindings: [${bindings}]\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;

const table = '{"one": {"a": 1}, "two": [2], "a.b": 3}';

async function partsOf({ source }: ReadWorkflow) {
  const library = await libraryBindings();
  return source && new SourceParts({ maker: compiler, runtime, library, typedSteps }, true).of(source);
}

describe('workflows that are compiled as they were read', () => {
  it.each([
    ['{name: one, path: table.json}', '$one'],
    ['{name: [one], path: table.json}', '$one'],
    ['{name: [one, two, none], path: table.json}', '{"one": $one, "two": $two}'],
    ['{name: all, path: table.json, exportAll: true}', '{"keys": $keys($all), "default": $all.default.one}'],
    ['{name: list, path: list.json, exportAll: true}', '{"all": $list, "items": $list.default}'],
    ['{path: ./runtime}', '{"first": $first(n), "text": $text(n)}'],
    ['{name: first, path: ./runtime}, {name: text, path: ./runtime}', '[$first(n), $text(n)]'],
    ['', '{"sum": $sum([n, 1]), "texts": $toArray(n)}'],
  ])('finds what workflow-engine finds under the names of %s', async (bindings, template) => {
    const step = `{name: only, template: '${template}'}`;
    const { folder, read } = folderOf({
      'test.yaml': workflow(bindings, step),
      'table.json': table,
      'list.json': '[5, 6]',
    });
    const result = await read('test.yaml');
    expect(result.problems).toEqual([]);
    expect(await partsOf(result)).toBeDefined();
    const source = result.source;
    if (!source) {
      throw new Error('it was not read');
    }
    const [compiled, reference] = await Promise.all(
      [createCompiledEngine, createReferenceEngine].map(async (create) => {
        const engine = await create(source, { folder, runtime });
        return JSON.parse(JSON.stringify((await engine.run({ n: 4 })).output)) as unknown;
      }),
    );
    expect(compiled).toEqual(reference);
  });

  it('leaves unusual workflows to workflow-engine', async () => {
    const { read } = folderOf({
      'plain.yaml': workflow('', '{name: only, template: "n"}'),
      'second.yaml': workflow('', '{name: only, template: "n + 1"}'),
      'function.yaml': workflow('{name: table, path: code.js}', '{name: only, template: "$table"}'),
      'printing.yaml': workflow('', '{name: only, debug: true, template: "n"}'),
      'twice.yaml': workflow('', '{name: only, template: "n"}', '{name: only, template: "n"}'),
      'namesakes.yaml': workflow(
        '',
        '{name: a, type: workflow, steps: [{name: same, externalWorkflow: {path: plain.yaml}}]}',
        '{name: b, type: workflow, steps: [{name: same, externalWorkflow: {path: second.yaml}}]}',
      ),
      'given.yaml': workflow(
        '',
        '{name: only, externalWorkflow: {path: plain.yaml, bindings: [{name: x, value: 1}]}}',
      ),
      'rooted.yaml': workflow('', '{name: only, externalWorkflow: {path: plain.yaml, rootPath: ./parts}}'),
      'outer.yaml': workflow('', '{name: only, externalWorkflow: {path: printing.yaml}}'),
      'other.yaml': `executor: other\n${workflow('', '{name: only, template: "n"}')}`,
      'unbound.yaml': `executor: compiledExecutor\n${workflow('', '{name: only, template: "n"}')}`,
    });
    const isTaken = async (name: string) => (await partsOf(await read(name))) !== undefined;
    expect(await isTaken('plain.yaml')).toBe(true);
    expect(await isTaken('function.yaml')).toBe(false);
    expect(await isTaken('printing.yaml')).toBe(false);
    expect(await isTaken('twice.yaml')).toBe(false);
    expect(await isTaken('namesakes.yaml')).toBe(false);
    expect(await isTaken('given.yaml')).toBe(false);
    expect(await isTaken('rooted.yaml')).toBe(false);
    expect(await isTaken('outer.yaml')).toBe(false);
    expect(await isTaken('other.yaml')).toBe(false);
    expect(await isTaken('unbound.yaml')).toBe(false);
  });

  it('reads again only what was changed', async () => {
    const { write, read } = folderOf({
      'outer.yaml': workflow('', '{name: one, externalWorkflow: {path: inner.yaml}}'),
      'inner.yaml': workflow('{name: one, path: table.json}', '{name: only, template: "$one"}'),
      'other.yaml': workflow('', '{name: only, template: "n"}'),
      'table.json': table,
    });
    const sources = async () =>
      Promise.all(['outer.yaml', 'inner.yaml', 'other.yaml'].map(async (name) => (await read(name)).source));
    const [outer, inner, other] = await sources();
    expect(await sources()).toEqual([outer, inner, other]);
    expect((await sources())[0]).toBe(outer);
    write('table.json', '{"one": 9}');
    const changed = await sources();
    expect(changed[0]).not.toBe(outer);
    expect(changed[1]?.tables.get('table.json')?.value).toEqual({ one: 9 });
    expect(changed[2]).toBe(other);
  });

  it('refuses a workflow that runs itself', async () => {
    const { read } = folderOf({
      'one.yaml': workflow('', '{name: only, externalWorkflow: {path: two.yaml}}'),
      'two.yaml': workflow('', '{name: back, externalWorkflow: {path: one.yaml}}'),
    });
    const { problems } = await read('one.yaml');
    expect(problems.map(({ message, where }) => [message, where.at?.line])).toEqual([
      ['the workflow cannot be built: one.yaml runs itself', 5],
    ]);
  });
});
