import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Destination } from '../../runtime/destination/destination';
import { displayPath, FolderReader } from '../../runtime/destination/folderReader';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { createError } from '../../runtime/errors/destkitError';
import { didYouMean, suggest } from '../../runtime/schema/suggest';
import { writeText } from '../report/writeText';
import { type Block, fillBlocks, findBlocks } from './blocks';
import { commonDefinitions } from './definitions';
import { readExampleRows } from './exampleRows';
import { readFacts } from './facts';
import { findSection, readFieldRows } from './fieldRows';
import { renderBlock } from './render';

/** The result for a README. */
export interface DocsReport {
  /** Relative to the working directory. */
  file: string;
  blocks: readonly Block[];
  /** The blocks that were out of date. */
  stale: readonly Block[];
}

/**
 * Writes the blocks of a destination's README from its data; with `check`, only checks whether they are up to date.
 *
 * @throws DOCS_INVALID for a missing README, a block without a definition or that cannot be generated, or a
 * definition without a block; OUTPUT_UNWRITABLE
 */
export async function documentDestination(destination: Destination, check: boolean): Promise<DocsReport> {
  const path = join(destination.path, 'README.md');
  const file = displayPath(path, nodeFiles);
  // The file is also written.
  new FolderReader(destination.path, nodeFiles).ensureInside('README.md');
  const text = readReadme(path, file);
  const blocks = findBlocks(text, file);
  const facts = await readFacts(destination);
  const own = (facts.docs.tables ?? {}) as Record<string, unknown>;
  const definitions = { ...commonDefinitions, ...own };
  ensureDefined(blocks, definitions, file);
  ensureUsed(Object.keys(own), blocks, file);
  const contents = new Map<string, string>();
  for (const { name } of blocks) {
    const expression = definitions[name];
    const content = await renderBlock(name, expression, facts, {
      fields: async (section) => await readFieldRows(destination, findSection(facts.docs.fields, section)),
      examples: async () => await readExampleRows(destination),
    });
    contents.set(name, content);
  }
  const { filled, stale } = fillBlocks(text, blocks, (name) => contents.get(name) ?? '');
  if (!check && stale.length > 0) {
    writeText(path, filled, file);
  }
  return { file, blocks, stale };
}

function readReadme(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw createError('DOCS_INVALID', { problem: `there is no ${file}` });
  }
}

function ensureDefined(blocks: readonly Block[], definitions: Record<string, unknown>, file: string): void {
  const known = Object.keys(definitions).sort();
  for (const { name, line } of blocks) {
    if (!Object.hasOwn(definitions, name)) {
      const hint = didYouMean(suggest(name, known));
      const problem = `there is no block ${name}${hint} (there are: ${known.join(', ')})`;
      throw createError('DOCS_INVALID', { problem }, { at: { file, line, column: 1 } });
    }
  }
}

function ensureUsed(names: readonly string[], blocks: readonly Block[], file: string): void {
  const unused = names.filter((name) => !blocks.some((block) => block.name === name));
  if (unused.length > 0) {
    throw createError('DOCS_INVALID', {
      problem: `${file} has no place for ${unused.join(', ')}, which docs/tables.yaml defines`,
    });
  }
}
