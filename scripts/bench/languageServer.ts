import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../dist/runtime/destination/nodeFiles';
import { Editor, type OpenFile } from './languageServerEditor';

const EDITS = 200;
const MEMORY_EDITS = 1000;
const WARM_UP_EDITS = 40;
const FORMATS = 100;

export interface LatencyFigure {
  name: string;
  goal: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  worst: number;
}

export interface LanguageServerFigures {
  latencies: LatencyFigure[];
  /** MiB of the process after each tenth of the edits. */
  memory: number[];
}

/** How soon the language server answers while somebody edits, one edit at a time, and what memory it takes over many edits. */
export async function benchLanguageServer(name: string): Promise<LanguageServerFigures> {
  const root = mkdtempSync(join(tmpdir(), 'destkit-bench-'));
  for (const part of [`destinations/${name}`, `schemas/${name}`, `test/goldens/${name}`]) {
    cpSync(join(nodeFiles.packageRoot, part), join(root, part), { recursive: true });
  }
  const editor = await Editor.start(root);
  try {
    const files = await openAll(editor, root, name);
    const random = seeded(1);
    for (let edit = 0; edit < WARM_UP_EDITS; edit += 1) {
      await editOnce(editor, files, random);
    }
    const samples: Sample[] = [];
    for (let edit = 0; edit < EDITS; edit += 1) {
      samples.push(await editOnce(editor, files, random));
    }
    const largest = files.reduce((first, second) =>
      second.text.length > first.text.length ? second : first,
    );
    const formatting: number[] = [];
    for (let round = 0; round < FORMATS; round += 1) {
      formatting.push(await timed(() => editor.request('textDocument/formatting', largest, 0)));
    }
    const memory: number[] = [];
    for (let edit = 0; edit < MEMORY_EDITS; edit += 1) {
      if (edit % (MEMORY_EDITS / 10) === 0) {
        memory.push(editor.megabytes());
      }
      await editOnce(editor, files, random);
    }
    memory.push(editor.megabytes());
    return {
      latencies: [
        summarize(
          'diagnostics',
          150,
          samples.map(({ diagnostics }) => diagnostics),
        ),
        summarize(
          'completion',
          30,
          samples.map(({ completion }) => completion),
        ),
        summarize(
          'hover',
          30,
          samples.map(({ hover }) => hover),
        ),
        summarize('formatting of the largest file', 50, formatting),
      ],
      memory,
    };
  } finally {
    await editor.stop();
    rmSync(root, { recursive: true });
  }
}

async function openAll(editor: Editor, root: string, name: string): Promise<OpenFile[]> {
  const folder = join(root, 'destinations', name);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const workflows = names.filter((file) => /^(?:parts\/|profiles\/|[a-z]+Workflow)[^/]*\.?yaml$/.test(file));
  const files: OpenFile[] = [];
  for (const file of workflows) {
    files.push(await editor.open(join(folder, file), readFileSync(join(folder, file), 'utf8')));
  }
  return files;
}

interface Sample {
  diagnostics: number;
  completion: number;
  hover: number;
}

const typed = ['$', '.', 'message.context.', '$outputs.', '"', ' ', '$first(', 'x', '? ', ')'];

/** Types something into a line, asks for completion and for a hover at once, and waits for the diagnostics; then takes it back. */
async function editOnce(editor: Editor, files: readonly OpenFile[], random: () => number): Promise<Sample> {
  const file = files[Math.floor(random() * files.length)];
  if (!file) {
    throw new Error('there is no workflow');
  }
  const lines = [...file.text.matchAll(/^ {6,}.*\S/gm)];
  const line = lines[Math.floor(random() * lines.length)];
  const at = (line?.index ?? 0) + (line?.[0].length ?? 0);
  const text = typed[Math.floor(random() * typed.length)] ?? '';
  const started = performance.now();
  const checked = editor.untilChecked();
  await editor.splice(file, at, 0, text);
  const completion = await timed(() => editor.request('textDocument/completion', file, at + text.length));
  const hover = await timed(() => editor.request('textDocument/hover', file, Math.max(0, at - 2)));
  await checked;
  const diagnostics = performance.now() - started;
  const undone = editor.untilChecked();
  await editor.splice(file, at, text.length, '');
  await undone;
  return { diagnostics, completion, hover };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function summarize(name: string, goal: number, values: readonly number[]): LatencyFigure {
  const sorted = [...values].sort((first, second) => first - second);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { name, goal, p50: at(0.5), p95: at(0.95), worst: at(1) };
}

/** Numbers from 0 to 1 that are the same in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}
