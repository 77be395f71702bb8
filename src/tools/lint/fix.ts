import type { Edit, Finding } from './finding';

/** A file with the edits of some findings made; the rest of its text stays as it is. */
export interface FixedFile {
  file: string;
  text: string;
  /** How many findings are gone. */
  count: number;
}

/**
 * Makes the edits that findings carry. Where two overlap, the first one is made and the other is left for the next run.
 *
 * @param read gives the text of a file, by the path that findings name
 */
export function fixFiles(findings: readonly Finding[], read: (file: string) => string): FixedFile[] {
  const byFile = new Map<string, Edit[]>();
  for (const { edit } of findings) {
    if (edit) {
      byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
    }
  }
  return [...byFile].map(([file, edits]) => {
    const chosen = withoutOverlaps(edits);
    // From the end, so that the offsets before stay true.
    const text = chosen.reduceRight(
      (before, { offset, length, text }) => before.slice(0, offset) + text + before.slice(offset + length),
      read(file),
    );
    return { file, text, count: chosen.length };
  });
}

function withoutOverlaps(edits: readonly Edit[]): Edit[] {
  const chosen: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.offset - b.offset)) {
    const last = chosen.at(-1);
    if (!last || last.offset + last.length <= edit.offset) {
      chosen.push(edit);
    }
  }
  return chosen;
}
