import type {
  CompletionList,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  SemanticTokens,
  SignatureHelp,
} from 'vscode-languageserver/node';
import { Client } from './client';
import { webhookWorkspace } from './workspace';

const workflow = 'webhook/procWorkflow.yaml';
let client: Client;

beforeAll(async () => {
  client = await Client.start(webhookWorkspace());
  const ready = Promise.all([client.until('example'), client.until('goldenUse')]);
  await client.open(workflow);
  await ready;
});

afterAll(async () => {
  expect(await client.stop()).toBe(0);
});

/** The labels that are offered after an edit, which is taken back. */
async function offered(before: string, after: string, place: string): Promise<string[]> {
  await client.change(workflow, before, after);
  const found = await client.at<CompletionList | null>('textDocument/completion', workflow, place);
  await client.change(workflow, after, before);
  return (found?.items ?? []).map(({ label }) => label);
}

describe('completion', () => {
  test('offers the keys that a step does not have yet', async () => {
    const labels = await offered('    template: $json(', '    cond\n    template: $json(', 'cond|\n');
    expect(labels).toEqual(expect.arrayContaining(['condition', 'else', 'onComplete', 'externalWorkflow']));
    expect(labels).not.toContain('template');
  });

  test('offers the keys of the manifest', async () => {
    await client.open('webhook/destination.yaml');
    await client.change('webhook/destination.yaml', 'sandbox:\n  schemas', 'sandbox:\n  m\n  schemas');
    const found = await client.at<CompletionList>(
      'textDocument/completion',
      'webhook/destination.yaml',
      'sandbox:\n  m|\n',
    );
    expect(found.items.map(({ label }) => label)).toContain('memoryKeys');
    await client.change('webhook/destination.yaml', 'sandbox:\n  m\n  schemas', 'sandbox:\n  schemas');
  });

  test('offers the values of a key', async () => {
    expect(
      await offered('    template: $json(', '    onError: \n    template: $json(', 'onError: |'),
    ).toEqual(['return', 'continue']);
  });

  test('offers the sources of bindings', async () => {
    const found = await offered('  - path: ./runtime', '  - path: .', '- path: .|');
    expect(found).toContain('./runtime');
  });

  test('offers the steps before, and their fields', async () => {
    expect(await offered('$outputs.message)', '$outputs.)', '$json($outputs.|')).toEqual([
      'config',
      'message',
    ]);
    expect(await offered('$json($outputs.message)', '$json($outputs.config.)', '$outputs.config.|')).toEqual(
      expect.arrayContaining(['path', 'secret', 'types']),
    );
  });

  test('offers the fields of the message and of the input', async () => {
    expect(await offered('$json($outputs.message)', '$json(message.con)', 'message.con|')).toEqual(
      expect.arrayContaining(['context', 'anonymousId', 'traits']),
    );
    expect(await offered('$json($outputs.message)', '$json(me)', '$json(me|')).toEqual(
      expect.arrayContaining(['message', 'destination', 'metadata', 'and']),
    );
    expect(await offered('$object(message);', '$object({"a": message.context.de', 'context.de|')).toEqual(
      expect.arrayContaining(['device']),
    );
  });

  test('offers functions with their documentation, and variables in scope', async () => {
    await client.change(workflow, 'in $types)', 'in $t)');
    const { items } = await client.at<CompletionList>('textDocument/completion', workflow, 'in $t|)');
    const labels = items.map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining(['types', 'message', 'outputs', 'hmacSha256', 'lowercase']),
    );
    const take = items.find(({ label }) => label === 'take');
    expect(take?.detail).toBe('$take(object, keys, sources, kept)');
    expect(JSON.stringify(take?.documentation)).toContain('{taken, rest, apart}');
    await client.change(workflow, 'in $t)', 'in $types)');
  });

  test('offers nothing inside strings', async () => {
    expect(await offered('"the event has no type"', '"the event has no ty', 'no ty|')).toEqual([]);
  });
});

describe('hover', () => {
  async function shown(place: string): Promise<string> {
    const found = await client.at<Hover | null>('textDocument/hover', workflow, place);
    return (found?.contents as { value: string } | undefined)?.value ?? '';
  }

  test('shows the documentation of a function, and the value of its call', async () => {
    const text = await shown('$hmac|Sha256(');
    expect(text).toContain('`$hmacSha256(');
    expect(text).toMatch(/```json\n"[0-9a-f]{64}"/);
    expect(await shown('$ex|ists(')).toContain('whether the value is there');
  });

  test('shows the type and the value of a path', async () => {
    const text = await shown('$outputs.message.user|Id');
    expect(text).toContain('`userId`: string | number');
    expect(text).toContain("The user's id.");
    expect(text).toContain('for processor/event-is-posted-as-it-is-and-signed');
    expect(text).toMatch(/```json\n"[^"]+"/);
  });

  test('shows the value of a variable, and masks secrets', async () => {
    expect(await shown('$firstMatching(".", $mess|age')).toContain('"type": ');
    expect(await shown('$outputs.config.sec|ret')).toContain('***');
  });

  test('shows the value of a step, and of an expression that is half typed', async () => {
    expect(await shown('- name: te|xt')).toContain('The body, to the byte.');
    expect(await shown('- name: te|xt')).toContain('\\"type\\"');
    await client.change(workflow, '$json($outputs.message)', '$json($outputs.mess');
    expect(await shown('$json($outputs.me|ss')).toContain('\\"type\\"');
    await client.change(workflow, '$json($outputs.mess', '$json($outputs.message)');
  });

  test('shows what a key means', async () => {
    expect(await shown('exe|cutor:')).toContain('`executor`:');
  });
});

test('signature help names the parameter that is being typed', async () => {
  const help = await client.at<SignatureHelp>(
    'textDocument/signatureHelp',
    workflow,
    '$hmacSha256($outputs.config.secret, |',
  );
  expect(help.signatures[0]?.label).toMatch(/^\$hmacSha256\(/);
  expect(help.activeParameter).toBe(1);
});

describe('navigation', () => {
  async function places(method: string, place: string, rest: object = {}): Promise<string[]> {
    const found = await client.at<Location[] | null>(method, workflow, place, rest);
    return (found ?? []).map(({ uri, range }) => {
      const name = client.name(uri);
      return `${name}:${String(range.start.line + 1)} ${client.slice(name, range)}`;
    });
  }

  test('goes from an output to its step', async () => {
    expect(await places('textDocument/definition', '$json($outputs.mess|age)')).toEqual([
      'webhook/procWorkflow.yaml:17 message',
    ]);
  });

  test('goes from a variable to where it is bound', async () => {
    expect(await places('textDocument/definition', 'in $ty|pes)')).toEqual([
      'webhook/procWorkflow.yaml:22 types',
    ]);
  });

  test('finds the references of a step', async () => {
    const found = await places('textDocument/references', '- name: mess|age', {
      context: { includeDeclaration: false },
    });
    expect(found).toHaveLength(3);
    expect(new Set(found.map((each) => each.replace(/.* /, '')))).toEqual(new Set(['message']));
  });

  test('goes from the manifest to a file', async () => {
    const found = await client.at<Location[]>(
      'textDocument/definition',
      'webhook/destination.yaml',
      'procWork|flow',
    );
    expect(found.map(({ uri }) => client.name(uri))).toEqual([workflow]);
  });

  test('goes from a step to its goldens, and from a golden to its steps', async () => {
    const goldens = await places('textDocument/implementation', '- name: te|xt');
    expect(goldens).toHaveLength(4);
    const golden = 'webhook/goldens/processor/event-is-posted-as-it-is-and-signed/input.json';
    const steps = await client.of<Location[]>('textDocument/definition', golden, {
      position: { line: 0, character: 0 },
    });
    expect(steps.map(({ uri, range }) => client.slice(client.name(uri), range))).toEqual([
      'config',
      'message',
      'text',
      'request',
    ]);
  });
});

describe('structure', () => {
  test('a workflow has its bindings and steps as symbols', async () => {
    const symbols = await client.of<DocumentSymbol[]>('textDocument/documentSymbol', workflow);
    expect(symbols.map(({ name }) => name)).toEqual([
      'name',
      'templateType',
      'executor',
      'bindings',
      'steps',
    ]);
    expect(symbols[4]?.children?.map(({ name }) => name)).toEqual(['config', 'message', 'text', 'request']);
    expect(symbols[4]?.children?.[0]?.detail).toMatch(/^The connection's settings/);
  });

  test('steps, brackets and comments can be folded', async () => {
    const folds = await client.of<FoldingRange[]>('textDocument/foldingRange', workflow);
    const lines = folds.map(({ startLine }) => client.text(workflow).split('\n')[startLine]?.trim());
    expect(lines).toEqual(expect.arrayContaining(['steps:', '(', '$envelope({']));
    expect(folds.some(({ kind }) => kind === 'comment')).toBe(true);
  });

  test('expressions have semantic tokens', async () => {
    const { data } = await client.of<SemanticTokens>('textDocument/semanticTokens/full', workflow);
    expect(data.length % 5).toBe(0);
    expect(data.length / 5).toBeGreaterThan(70);
    const lines = client.text(workflow).split('\n');
    const words: string[] = [];
    let line = 0;
    let character = 0;
    for (let index = 0; index < data.length; index += 5) {
      const [deltaLine = 0, deltaStart = 0, length = 0, type = 0] = data.slice(index, index + 4);
      line += deltaLine;
      character = deltaLine > 0 ? deltaStart : character + deltaStart;
      words.push(`${String(type)} ${lines[line]?.slice(character, character + length) ?? ''}`);
    }
    expect(words).toEqual(
      expect.arrayContaining(['0 $validateConfig', '1 $types', '2 type', '5 and', '3 "sha256="']),
    );
  });
});
