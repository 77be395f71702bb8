import type { Edit, Finding } from './finding';

/** A file with the edits of some findings applied; the rest of its text is unchanged. */
export interface FixedFile {
  file: string;
  text: string;
  /** The number of corrected findings. */
  count: number;
}

/**
 * Applies the edits of findings. If two overlap, the first one is applied and the other remains for the next run.
 *
 * @param read returns the text of a file, by the path in findings
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
    // From the end, so that earlier offsets stay valid.
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
