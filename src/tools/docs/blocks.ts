import { createError } from '../../runtime/errors/destkitError';

/** A part of a Markdown text that destkit generates: from `<!-- generated:NAME -->` to `<!-- /generated:NAME -->`. */
export interface Block {
  name: string;
  /** The line of its start marker, counted from 1. */
  line: number;
  /** The offsets of the start and end of its content. */
  from: number;
  to: number;
}

/**
 * The blocks of a text, from top to bottom.
 *
 * @param file the name of the file in errors
 * @throws DOCS_INVALID for a block that is not closed, with its place
 */
export function findBlocks(text: string, file: string): Block[] {
  return [...text.matchAll(/^<!-- generated:([\w-]+) -->$/gm)].map((match) => {
    const [marker, name = ''] = match;
    const line = text.slice(0, match.index).split('\n').length;
    const from = match.index + marker.length + 1;
    const to = indexOf(text, new RegExp(`^<!-- /generated:${name} -->$`, 'm'), from);
    const next = indexOf(text, /^<!-- generated:/m, from);
    if (to < 0 || (next >= 0 && next < to)) {
      const problem = `the block ${name} is not closed: <!-- /generated:${name} --> is missing`;
      throw createError('DOCS_INVALID', { problem }, { at: { file, line, column: 1 } });
    }
    return { name, line, from, to };
  });
}

/** The text with new content in its blocks, and the blocks whose content has changed. */
export function fillBlocks(
  text: string,
  blocks: readonly Block[],
  contentOf: (name: string) => string,
): { filled: string; stale: Block[] } {
  let filled = text;
  const stale: Block[] = [];
  for (const block of [...blocks].reverse()) {
    const content = `\n${contentOf(block.name)}\n\n`;
    if (text.slice(block.from, block.to) !== content) {
      stale.unshift(block);
      filled = filled.slice(0, block.from) + content + filled.slice(block.to);
    }
  }
  return { filled, stale };
}

/** The index of the first match after a position; -1 if there is none. */
function indexOf(text: string, pattern: RegExp, from: number): number {
  const found = text.slice(from).search(pattern);
  return found < 0 ? -1 : from + found;
}
