/** A scalar of a YAML file: its text as the parser would read it, and the place of each of its characters. */
export interface ScalarText {
  style: 'literal' | 'folded' | 'plain' | 'quoted' | 'flow';
  text: string;
  /** In the file, with its quotes or its `|`. */
  start: number;
  end: number;
  /** The offset in the file of an offset in the text. */
  toFile: (offset: number) => number;
  /** The offset in the text of an offset in the file; undefined outside of it. */
  toText: (offset: number) => number | undefined;
}

/**
 * Reads the scalar that begins behind a key.
 *
 * @param from   the offset behind the colon of the key
 * @param indent the column of the key: the lines of a block are to the right of it
 */
export function readScalar(file: string, from: number, indent: number): ScalarText | undefined {
  const newline = file.indexOf('\n', from);
  const lineEnd = newline < 0 ? file.length : newline;
  const line = file.slice(from, lineEnd);
  const start = from + line.length - line.trimStart().length;
  const written = line.trim();
  const block = /^([|>])(?:([-+])?([1-9])?|([1-9])([-+]))\s*(?:#.*)?$/.exec(written);
  if (block) {
    const chomping = block[2] ?? block[5] ?? '';
    const explicit = block[3] ?? block[4];
    return readBlock(file, {
      style: block[1] === '|' ? 'literal' : 'folded',
      start,
      bodyStart: lineEnd + 1,
      indent,
      chomping,
      ...(explicit === undefined ? {} : { width: indent + Number(explicit) }),
    });
  }
  if (written === '' || written.startsWith('#')) {
    return undefined;
  }
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(file.slice(start));
  if (quoted) {
    return oneLine('quoted', quoted[0].slice(1, -1), start, start + quoted[0].length, start + 1);
  }
  if (/^[[{]/.test(written)) {
    return oneLine('flow', written, start, start + written.length, start);
  }
  const plain = written.replace(/\s+#.*$/, '');
  return readPlain(file, plain, start, lineEnd, indent);
}

function oneLine(
  style: ScalarText['style'],
  text: string,
  start: number,
  end: number,
  textStart: number,
): ScalarText {
  return {
    ...{ style, text, start, end },
    toFile: (offset) => textStart + offset,
    toText: (offset) =>
      offset >= textStart && offset <= textStart + text.length ? offset - textStart : undefined,
  };
}

/** A plain scalar goes on on the lines below that are further to the right and have no key. */
function readPlain(file: string, first: string, start: number, lineEnd: number, indent: number): ScalarText {
  const lines = [first];
  const starts = [start];
  let end = start + first.length;
  for (let offset = lineEnd + 1; offset < file.length;) {
    const newline = file.indexOf('\n', offset);
    const stop = newline < 0 ? file.length : newline;
    const line = file.slice(offset, stop);
    const column = line.length - line.trimStart().length;
    if (line.trim() === '' || column <= indent || /^\s*(?:#|- )|^\s*[\w$-]+\s*:(?:\s|$)/.test(line)) {
      break;
    }
    lines.push(line.trim());
    starts.push(offset + column);
    end = offset + line.trimEnd().length;
    offset = stop + 1;
  }
  return joinLines('plain', lines, starts, start, end, '');
}

interface Block {
  style: 'literal' | 'folded';
  start: number;
  bodyStart: number;
  indent: number;
  chomping: string;
  width?: number;
}

function readBlock(file: string, { style, start, bodyStart, indent, chomping, width }: Block): ScalarText {
  const lines: string[] = [];
  const starts: number[] = [];
  let column = width;
  let end = bodyStart - 1;
  for (let offset = bodyStart; offset <= file.length;) {
    const newline = file.indexOf('\n', offset);
    const stop = newline < 0 ? file.length : newline;
    const line = file.slice(offset, stop);
    const own = line.length - line.trimStart().length;
    if (line.trim() !== '') {
      if (own <= indent) {
        break;
      }
      column ??= own;
    }
    lines.push(line.slice(Math.min(own, column ?? own)));
    starts.push(offset + Math.min(own, column ?? own, line.length));
    end = stop;
    if (newline < 0) {
      break;
    }
    offset = stop + 1;
  }
  const filled = lines.findLastIndex((line) => line.trim() !== '') + 1;
  const blank = lines.length - filled;
  const tail = chomping === '-' || filled === 0 ? '' : chomping === '+' ? '\n'.repeat(blank) : '\n';
  return joinLines(style, lines, starts, start, Math.min(end, file.length), tail, filled);
}

function joinLines(
  style: ScalarText['style'],
  lines: readonly string[],
  starts: readonly number[],
  start: number,
  end: number,
  tail: string,
  filled = lines.length,
): ScalarText {
  const text = lines.slice(0, filled).join('\n') + tail;
  const textStarts: number[] = [];
  let sum = 0;
  for (const line of lines) {
    textStarts.push(sum);
    sum += line.length + 1;
  }
  const lineOf = (offset: number, of: readonly number[]): number =>
    Math.max(
      0,
      of.findLastIndex((each) => each <= offset),
    );
  return {
    ...{ style, text, start, end },
    toFile(offset) {
      const line = lineOf(offset, textStarts);
      return (starts[line] ?? start) + offset - (textStarts[line] ?? 0);
    },
    toText(offset) {
      const [first = start] = starts;
      if (offset < first || offset > end) {
        return undefined;
      }
      const line = lineOf(offset, starts);
      const within = Math.min(offset - (starts[line] ?? 0), lines[line]?.length ?? 0);
      return Math.min(text.length, (textStarts[line] ?? 0) + within);
    },
  };
}

/** A file that is one text as a whole. */
export function wholeFile(file: string): ScalarText {
  return oneLine('plain', file, 0, file.length, 0);
}

/** A scalar of which nothing has been typed yet. */
export function emptyScalar(file: string, offset: number): ScalarText | undefined {
  return file.charAt(offset - 1) === ' ' ? oneLine('plain', '', offset, offset, offset) : undefined;
}
