import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CodeLens,
  CompletionList,
  DocumentSymbol,
  Hover,
  Location,
  SignatureHelp,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { readDestination } from '../../../src/runtime/destination/load';
import { readCases } from '../../../src/tools/goldens/cases';
import { runGolden } from '../../../src/tools/goldens/run';
import { Client } from './client';
import { kochavaWorkspace } from './workspace';

// The features on the largest destination there is; the other tests have the details.

const folder = 'destinations/kochava';
const main = `${folder}/procWorkflow.yaml`;
const eventData = `${folder}/parts/eventData.yaml`;
let client: Client;

beforeAll(async () => {
  client = await Client.start(kochavaWorkspace());
  const ready = Promise.all([client.until('example'), client.until('goldenUse')]);
  await client.open(main);
  await client.open(eventData);
  await ready;
});

afterAll(async () => {
  expect(await client.stop()).toBe(0);
});

async function labels(file: string, place: string): Promise<string[]> {
  const found = await client.at<CompletionList | null>('textDocument/completion', file, place);
  return (found?.items ?? []).map(({ label }) => label);
}

async function hover(file: string, place: string): Promise<string> {
  const found = await client.at<Hover | null>('textDocument/hover', file, place);
  return (found?.contents as { value: string } | undefined)?.value ?? '';
}

test('there is nothing to report', () => {
  expect([...client.diagnostics.values()].flat()).toEqual([]);
});

test('completion offers steps, fields of settings, tables and functions', async () => {
  expect(await labels(main, '$outputs.|config.dialect')).toEqual(['config']);
  expect(await labels(main, '$outputs.config.|dialect')).toEqual(
    expect.arrayContaining(['apiKey', 'dialect']),
  );
  expect(await labels(eventData, '$outputs.|')).not.toEqual([]);
  expect(await labels(eventData, '- name: kept|Apart')).toContain('keptApart');
  expect(await labels(eventData, 'path: ./tables/kept|Apart.json')).toContain('./tables/keptApart.json');
  expect(await labels(eventData, 'products.$obj|ect($)')).toEqual(
    expect.arrayContaining(['take', 'lookup', 'outputs']),
  );
});

test('hover shows the type of a setting, and values', async () => {
  expect(await hover(main, '$outputs.config.dia|lect')).toContain('`dialect`');
  expect(await hover(main, '- name: dia|lect')).toMatch(/```json\n"(?:rudderstack|amplitude)"/);
});

test('signature help knows the runtime', async () => {
  const help = await client.at<SignatureHelp>('textDocument/signatureHelp', main, '$object(|message)');
  expect(help.signatures[0]?.label).toMatch(/^\$object\(/);
});

test('definition goes to the workflow that a step runs', async () => {
  const found = await client.at<Location[]>(
    'textDocument/definition',
    main,
    'path: ./dialects/ampl|itude.yaml',
  );
  expect(found.map(({ uri }) => client.name(uri))).toEqual([`${folder}/dialects/amplitude.yaml`]);
});

test('symbols are the steps', async () => {
  const symbols = await client.of<DocumentSymbol[]>('textDocument/documentSymbol', main);
  expect(
    symbols
      .at(-1)
      ?.children?.slice(0, 2)
      .map(({ name }) => name),
  ).toEqual(['config', 'dialect']);
});

test('code lenses count goldens', async () => {
  const lenses = await client.of<CodeLens[]>('textDocument/codeLens', main);
  expect(lenses[0]?.command?.title).toMatch(/^taken by \d+ goldens$/);
});

test.each([
  [
    'a step that errors of goldens name',
    `${folder}/profiles/kochava.yaml`,
    '- name: identi|fiers',
    'idsOfDevice',
  ],
  ['a step that the manifest reads', main, '- name: pro|file', 'shape'],
  [
    'a table that several workflows bind',
    `${folder}/parts/eventData.yaml`,
    'name: numberPara|meters',
    'numberKeys',
  ],
])('rename of %s leaves the goldens green', async (_, file, place, newName) => {
  const edit = await client.at<WorkspaceEdit>('textDocument/rename', file, place, { newName });
  const copy = kochavaWorkspace();
  const changed = client.applied(edit);
  expect(changed.size).toBeGreaterThan(1);
  // The README's tables are made from facts that name tables.
  expect(changed.has(`${folder}/docs/tables.yaml`)).toBe(newName === 'numberKeys');
  changed.forEach((text, name) => {
    mkdirSync(join(copy, name, '..'), { recursive: true });
    writeFileSync(join(copy, name), text);
  });
  const destination = await readDestination(join(copy, folder));
  const failing: string[] = [];
  for (const golden of readCases(destination)) {
    const { differences } = await runGolden(destination, golden);
    failing.push(...differences.map(({ path }) => `${golden.name}: ${path}`));
  }
  expect(failing).toEqual([]);
});
