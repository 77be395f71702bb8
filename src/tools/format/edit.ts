/** Replaces a part of a text. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Makes edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((first, second) => second.start - first.start)
    .reduce((before, { start, end, text: by }) => before.slice(0, start) + by + before.slice(end), text);
}
