/** A line that is in both texts, only in the old one, or only in the new one. */
export interface DiffLine {
  kind: 'same' | 'old' | 'new';
  text: string;
}

/** Texts that differ in more lines than this are not compared, but shown one after the other. */
const COMPARED = 1500;

/** The lines of two texts, with as many common lines as possible. */
export function diffLines(before: string, after: string): DiffLine[] {
  const old = before.split('\n');
  const now = after.split('\n');
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) {
    start += 1;
  }
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) {
    end += 1;
  }
  const same = (lines: string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }));
  return [
    ...same(old.slice(0, start)),
    ...compareMiddle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...same(old.slice(old.length - end)),
  ];
}

/** The longest common subsequence, computed with a table of lengths. */
function compareMiddle(old: readonly string[], now: readonly string[]): DiffLine[] {
  const all = (lines: readonly string[], kind: DiffLine['kind']) => lines.map((text) => ({ kind, text }));
  if (old.length > COMPARED || now.length > COMPARED) {
    return [...all(old, 'old'), ...all(now, 'new')];
  }
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    const [left = '', right = ''] = [old[i], now[j]];
    if (left === right) {
      lines.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      lines.push({ kind: 'old', text: left });
      i += 1;
    } else {
      lines.push({ kind: 'new', text: right });
      j += 1;
    }
  }
  return [...lines, ...all(old.slice(i), 'old'), ...all(now.slice(j), 'new')];
}

/** Only the lines that differ, with some context; undefined marks omitted lines. */
export function withContext(lines: readonly DiffLine[], around = 3): (DiffLine | undefined)[] {
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== 'same'),
  );
  return lines.flatMap((line, index) =>
    isNear[index] ? [line] : index > 0 && isNear[index - 1] ? [undefined] : [],
  );
}
