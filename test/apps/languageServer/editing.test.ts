import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CodeAction,
  CodeLens,
  InlayHint,
  PrepareRenameResult,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { readDestination } from '../../../src/runtime/destination/load';
import { readCases } from '../../../src/tools/goldens/cases';
import { runGolden } from '../../../src/tools/goldens/run';
import { Client } from './client';
import { webhookWorkspace } from './workspace';

const workflow = 'webhook/procWorkflow.yaml';
let client: Client;

beforeAll(async () => {
  client = await Client.start(webhookWorkspace(), { inlayHints: true });
  const ready = Promise.all([client.until('example'), client.until('goldenUse')]);
  await client.open(workflow);
  await ready;
});

afterAll(async () => {
  expect(await client.stop()).toBe(0);
});

async function failingGoldens(folder: string): Promise<string[]> {
  const destination = await readDestination(folder);
  const failing: string[] = [];
  for (const golden of readCases(destination)) {
    const { differences } = await runGolden(destination, golden);
    failing.push(...differences.map(({ path }) => `${golden.name}: ${path}`));
  }
  return failing;
}

/** Applies a rename to the files on disk, which are not those of the client. */
async function renamed(place: string, newName: string): Promise<{ files: string[]; failing: string[] }> {
  const edit = await client.at<WorkspaceEdit>('textDocument/rename', workflow, place, { newName });
  const copy = webhookWorkspace();
  const changed = client.applied(edit);
  changed.forEach((text, file) => {
    mkdirSync(join(copy, file, '..'), { recursive: true });
    writeFileSync(join(copy, file), text);
  });
  return { files: [...changed.keys()], failing: await failingGoldens(join(copy, 'webhook')) };
}

describe('rename', () => {
  test('of a step changes its readers and the goldens that name it', async () => {
    const { files, failing } = await renamed('$json($outputs.mess|age)', 'call');
    expect(files).toContain(workflow);
    expect(files).toContain('webhook/goldens/processor/event-without-a-type-is-rejected/output.json');
    expect(failing).toEqual([]);
  });

  test('of a local variable leaves others of its name alone', async () => {
    const { files, failing } = await renamed('in $ty|pes)', '$wanted');
    expect(files).toEqual([workflow]);
    expect(failing).toEqual([]);
  });

  test('is refused for what is not the user’s, and for a name that is taken', async () => {
    expect(
      await client.at<PrepareRenameResult | null>('textDocument/prepareRename', workflow, '$exi|sts('),
    ).toBeNull();
    await expect(
      client.at('textDocument/rename', workflow, '- name: te|xt', { newName: 'message' }),
    ).rejects.toThrow('message is in use already');
    await expect(
      client.at('textDocument/rename', workflow, '- name: te|xt', { newName: '1 b' }),
    ).rejects.toThrow('cannot be a name');
  });
});

describe('quick fixes', () => {
  async function actions(only: string[]): Promise<CodeAction[]> {
    const diagnostics = client.diagnostics.get(workflow) ?? [];
    const [first] = diagnostics;
    return first
      ? client.of<CodeAction[]>('textDocument/codeAction', workflow, {
          range: first.range,
          context: { diagnostics, only },
        })
      : [];
  }

  test('correct a misspelt name', async () => {
    const before = client.text(workflow);
    await client.change(workflow, '$json($outputs.message)', '$jsn($outputs.mesage)');
    const found = await actions(['quickfix']);
    expect(found.map(({ title }) => title)).toEqual(['Change to $json', 'Change to message']);
    const [name, step] = found.map(({ edit = {} }) => client.applied(edit).get(workflow));
    expect(name).toContain('$json($outputs.mesage)');
    expect(step).toContain('$jsn($outputs.message)');
    await client.change(workflow, '$jsn($outputs.mesage)', '$json($outputs.message)');
    expect(client.text(workflow)).toBe(before);
  });

  test('make the edits of lint --fix', async () => {
    await client.change(workflow, '        $types := ', '        $unused := 1;\n        $types := ');
    await client.change(workflow, 'description: The body, to the byte.\n    template:', 'template: >\n     ');
    const found = await actions(['source.fixAll']);
    expect(found).toHaveLength(1);
    const text = client.applied(found[0]?.edit ?? {}).get(workflow);
    expect(text).toContain('template: |');
    await client.change(workflow, 'template: >\n     ', 'description: The body, to the byte.\n    template:');
    await client.change(workflow, '        $unused := 1;\n', '');
  });
});

test('code lenses count the goldens of a step, and run them', async () => {
  const lenses = await client.of<CodeLens[]>('textDocument/codeLens', workflow);
  const titles = lenses.map(
    ({ command, range }) => `${client.slice(workflow, range)}: ${command?.title ?? ''}`,
  );
  expect(titles).toContain('text: taken by 4 goldens');
  const run = lenses.find(
    ({ command, range }) => command?.title === 'run' && client.slice(workflow, range) === 'text',
  );
  const result = await client.connection.sendRequest('workspace/executeCommand', run?.command);
  expect(result).toEqual({ total: 4, failures: [] });
  expect(client.messages).toContain('4 of 4 goldens hold');
});

test('inlay hints show the values of the example at the ends of lines', async () => {
  const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
  const hints = await client.of<InlayHint[]>('textDocument/inlayHint', workflow, { range });
  const shown = hints.map(
    ({ position, label }) => `${String(position.line + 1)} ${typeof label === 'string' ? label : ''}`,
  );
  expect(shown).toHaveLength(4);
  expect(shown[0]).toBe('15 = { "path": "/hooks/orders", "secret": "***" }');
});

describe('commands', () => {
  function execute<T>(command: string, given: object = {}): Promise<T> {
    const argument = { uri: client.uri(workflow), ...given };
    return client.connection.sendRequest('workspace/executeCommand', { command, arguments: [argument] });
  }

  test('choose the event whose values are shown', async () => {
    const goldens = await execute<{ name: string }[]>('destkit.chooseEvent');
    expect(goldens).toHaveLength(13);
    const golden = 'processor/type-that-the-connection-lists-is-sent';
    await execute('destkit.chooseEvent', { golden });
    while (client.example !== golden) {
      await client.until('example');
    }
    const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
    const [hint] = await client.of<InlayHint[]>('textDocument/inlayHint', workflow, { range });
    expect(hint?.label).toContain('"types": [');
  });

  test('run goldens on what is in the editor, show a difference, and update a golden', async () => {
    const golden = 'processor/event-is-posted-as-it-is-and-signed';
    await client.change(workflow, '"Content-Type": "application/json"', '"Content-Type": "text/json"');
    const { total, failures } = await execute<{ total: number; failures: { name: string }[] }>(
      'destkit.runGoldens',
    );
    expect(total).toBe(13);
    expect(failures.map(({ name }) => name)).toContain(golden);
    expect(await execute('destkit.goldenDiff', { golden })).toEqual([
      'requests[0].headers.Content-Type: expected "application/json", got "text/json"',
    ]);
    const output = join(client.root, 'webhook/goldens', golden, 'output.json');
    expect(await execute('destkit.updateGolden', { golden })).toBe(true);
    expect(readFileSync(output, 'utf8')).toContain('"text/json"');
    await client.change(workflow, '"Content-Type": "text/json"', '"Content-Type": "application/json"');
    expect(await execute('destkit.updateGolden', { golden })).toBe(true);
    expect(await execute('destkit.goldenDiff', { golden })).toEqual([]);
  });

  test('trace a field', async () => {
    const answer = await execute<string>('destkit.traceField', { field: 'requests[0].headers.X-Signature' });
    expect(answer).toContain('hmacSha256');
  });

  test('say what is wrong with a command', async () => {
    await expect(execute('destkit.goldenDiff', { golden: 'none' })).rejects.toThrow(
      'there is no golden none',
    );
  });
});
