import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Destination, RunOptions } from '../destination/destination';
import { createError } from '../errors/destkitError';

/** The instant that every golden takes for now, unless its options say otherwise. */
export const GOLDEN_NOW = Date.UTC(2026, 0, 1);

/** A recorded pair: what goes into a feature and what must come out. */
export interface GoldenCase {
  feature: string;
  /** The folder's name: a sentence that says the rule. */
  name: string;
  folder: string;
  input: unknown;
  options: Pick<RunOptions, 'now' | 'profile'>;
  /** Undefined when there is no output.json yet. */
  expected: unknown;
}

/** The goldens of a destination: its own `goldens` folder, else `test/goldens/<name>` beside `destinations`. */
export function readCases(destination: Destination): GoldenCase[] {
  const root = goldenRoot(destination);
  return subfolders(root).flatMap((feature) =>
    subfolders(join(root, feature)).map((name) => readCase(feature, name, join(root, feature, name))),
  );
}

export function goldenRoot(destination: Pick<Destination, 'path' | 'name'>): string {
  const own = join(destination.path, 'goldens');
  return existsSync(own) ? own : join(destination.path, '../../test/goldens', destination.name);
}

function readCase(feature: string, name: string, folder: string): GoldenCase {
  const content = readJson(join(folder, 'input.json'));
  const { input, options } = isWrapped(content) ? content : { input: content, options: {} };
  const output = join(folder, 'output.json');
  return {
    feature,
    name,
    folder,
    input,
    options: { now: GOLDEN_NOW, ...options },
    expected: existsSync(output) ? readJson(output) : undefined,
  };
}

/** `{input, options}` instead of the bare input. */
function isWrapped(content: unknown): content is { input: unknown; options: GoldenCase['options'] } {
  return (
    typeof content === 'object' &&
    content !== null &&
    Object.hasOwn(content, 'input') &&
    Object.hasOwn(content, 'options')
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is missing' : 'is not JSON';
    throw createError('GOLDEN_INVALID', { problem: `${file} ${reason}` });
  }
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}
