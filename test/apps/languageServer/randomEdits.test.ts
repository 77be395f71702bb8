import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from 'vscode-languageserver/node';
import { lintDestination } from '../../../src/tools/lint/run';
import { createOverlay } from '../../../src/apps/languageServer/overlayFiles';
import { inCI } from '../../inCI';
import { Client } from './client';
import { kochavaWorkspace } from './workspace';

const EDITS = inCI ? 1000 : 200;
const folder = 'destinations/kochava';

/** Numbers from 0 to 1 that are the same in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

const requests = [
  'textDocument/completion',
  'textDocument/hover',
  'textDocument/signatureHelp',
  'textDocument/definition',
  'textDocument/documentHighlight',
  'textDocument/prepareRename',
];
const fileRequests = [
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/semanticTokens/full',
  'textDocument/codeLens',
];

let client: Client;

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

test(`${String(EDITS)} random edits do no harm, and the diagnostics are those of lint`, async () => {
  client = await Client.start(kochavaWorkspace());
  const files = readdirSync(join(client.root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !/^(?:docs|hosts)\//.test(file))
    .sort()
    .map((file) => join(folder, file));
  const originals = new Map(files.map((file) => [file, client.text(file)]));
  for (const file of files) {
    await client.open(file);
  }
  const random = seeded(42);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const found: number[] = [];
  for (let edit = 1; edit <= EDITS; edit += 1) {
    const file = pick(files);
    const text = client.text(file);
    const source = client.text(pick(files));
    const start = Math.floor(random() * text.length);
    const from = Math.floor(random() * source.length);
    // Pieces of real files, most of them short; some of the text is removed as well.
    const inserted = source.slice(from, from + Math.floor(random() ** 3 * 120));
    await client.splice(file, start, Math.floor(random() ** 3 * 120), inserted);
    const position = client.positionAt(file, start + Math.floor(random() * inserted.length));
    await client.of(pick(requests), file, { position });
    if (edit % 10 === 0) {
      await client.of(pick(fileRequests), file);
    }
    if (edit % 40 === 0) {
      // Through these two, lint finds the others.
      await restore(['destination.yaml', 'procWorkflow.yaml'].map((name) => join(folder, name)));
      const { shown, expected } = await compare(files);
      expect(shown).toEqual(expected);
      found.push(expected.length);
      await restore(files);
    }
  }
  expect(Math.max(...found)).toBeGreaterThan(10);
  const { shown, expected } = await compare(files);
  expect(shown).toEqual(expected);
  expect(client.messages).toEqual([]);

  async function restore(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await client.splice(name, 0, client.text(name).length, originals.get(name) ?? '');
    }
  }
});

/** What the editor shows and what lint finds, once the server has checked the last edit. */
async function compare(files: readonly string[]): Promise<{ shown: string[]; expected: string[] }> {
  const checked = client.untilChecked();
  await client.splice(files[0] ?? '', 0, 0, '#\n');
  await checked;
  const texts = new Map(files.map((file) => [join(client.root, file), client.text(file)]));
  const overlay = createOverlay(client.root, texts);
  const { findings } = await lintDestination(`${join(client.root, folder)}/`, overlay);
  const expected = findings.map(
    ({ rule, message, at }) => `${at.file}:${String(at.line)}:${String(at.column)} ${rule} ${message}`,
  );
  const shown = [...client.diagnostics].flatMap(([file, diagnostics]) =>
    diagnostics.filter(isFinding).map(({ code, message, range: { start } }) => {
      const text = typeof message === 'string' ? message : message.value;
      return `${file}:${String(start.line + 1)}:${String(start.character + 1)} ${String(code)} ${text}`;
    }),
  );
  return { shown: shown.sort(), expected: expected.sort() };
}

/** Errors of the build, which lint does not report, come later. */
function isFinding({ codeDescription }: Diagnostic): boolean {
  return codeDescription?.href.includes('lint.md') === true;
}
