import type { Path } from '../../runtime/schema/document';
import { readScalar, type ScalarText } from './scalar';

/** Characters of a file, from the first one to behind the last one. */
export interface Span {
  start: number;
  end: number;
}

/** A key of a YAML file, or an item of an array other than an object. */
export interface Entry {
  path: Path;
  /** Undefined for an item of an array. */
  key: Span | undefined;
  /** False for a key whose colon has not been typed yet. */
  hasColon: boolean;
  /** The column of the key or the item, from 0. */
  indent: number;
  /** Undefined when the value begins on a later line, or has not been typed yet. */
  value: ScalarText | undefined;
  /** To behind the last line that belongs to the entry. */
  end: number;
}

interface Container {
  kind: 'map' | 'list';
  indent: number;
  base: Path;
  current: string | number;
}

const KEY = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'[\]{}:|>&*!%@`-][^\s:]*|-[^\s:]+)\s*:(?=\s|$)/;
const WORD = /^[A-Za-z]\w*(?=\s*$)/;

/**
 * The keys and scalars of a YAML file in block style with their places. Reads line by line, so that a file that is being
 * typed, and is no YAML at the moment, has an outline too. What is in brackets is the text of one value.
 */
export function readOutline(text: string): Entry[] {
  const entries: Entry[] = [];
  const open: { entry: Entry; indent: number }[] = [];
  const containers: Container[] = [];
  const close = (indent: number, at: number): void => {
    while ((open.at(-1)?.indent ?? -1) >= indent) {
      const closed = open.pop();
      if (closed) {
        closed.entry.end = at;
      }
    }
  };
  let offset = 0;
  let lastLine = 0;
  while (offset < text.length) {
    const newline = text.indexOf('\n', offset);
    const lineEnd = newline < 0 ? text.length : newline;
    let next = lineEnd + 1;
    const line = text.slice(offset, lineEnd);
    let indent = line.length - line.trimStart().length;
    let rest = line.slice(indent);
    if (rest.trim() === '' || rest.startsWith('#')) {
      offset = next;
      continue;
    }
    close(indent + 1, lastLine);
    while (/^-(?:\s|$)/.test(rest)) {
      close(indent, lastLine);
      enterItem(containers, indent);
      const width = /^-\s*/.exec(rest)?.[0].length ?? 1;
      indent += width;
      rest = rest.slice(width);
    }
    const start = offset + indent;
    const key = KEY.exec(rest);
    const word = key ? undefined : WORD.exec(rest);
    const name = key ? unquote(key[1] ?? '') : word?.[0];
    const isInMap = key !== null || line.trimStart() === rest;
    if (name !== undefined && isInMap) {
      close(indent, lastLine);
      enterKey(containers, indent, name);
      const valueStart = start + (key?.[0].length ?? 0);
      const value = key ? readScalar(text, valueStart, indent) : undefined;
      const entry: Entry = {
        path: pathOf(containers),
        key: { start, end: start + (key?.[1] ?? name).length },
        hasColon: key !== null,
        ...{ indent, value, end: lineEnd },
      };
      entries.push(entry);
      open.push({ entry, indent });
      next = Math.max(next, (value?.end ?? 0) + 1);
      lastLine = Math.max(lineEnd, value?.end ?? 0);
    } else {
      if (rest !== '') {
        const value = readScalar(text, start, indent - 1);
        entries.push({
          path: pathOf(containers),
          key: undefined,
          hasColon: false,
          ...{ indent, value, end: value?.end ?? lineEnd },
        });
        next = Math.max(next, (value?.end ?? 0) + 1);
      }
      lastLine = Math.max(lineEnd, next - 1);
    }
    offset = next;
  }
  close(0, Math.min(lastLine, text.length));
  return entries;
}

function enterItem(containers: Container[], indent: number): void {
  leave(containers, indent + 1);
  const top = containers.at(-1);
  if (top?.kind === 'list' && top.indent === indent) {
    top.current = Number(top.current) + 1;
  } else {
    containers.push({ kind: 'list', indent, base: pathOf(containers), current: 0 });
  }
}

function enterKey(containers: Container[], indent: number, name: string): void {
  leave(containers, indent + 1);
  if (containers.at(-1)?.kind === 'list' && containers.at(-1)?.indent === indent) {
    containers.pop();
  }
  const top = containers.at(-1);
  if (top?.kind === 'map' && top.indent === indent) {
    top.current = name;
  } else {
    containers.push({ kind: 'map', indent, base: pathOf(containers), current: name });
  }
}

/** Leaves what begins at a column or to the right of it. */
function leave(containers: Container[], indent: number): void {
  while ((containers.at(-1)?.indent ?? -1) >= indent) {
    containers.pop();
  }
}

function pathOf(containers: readonly Container[]): Path {
  const top = containers.at(-1);
  return top ? [...top.base, top.current] : [];
}

function unquote(key: string): string {
  return /^(["']).*\1$/s.test(key) ? key.slice(1, -1) : key;
}

/** The path that a line at a column, on which nothing has been typed yet, would have its key in. */
export function pathAtColumn(entries: readonly Entry[], offset: number, column: number): Path {
  const before = entries.filter(({ key, value }) => (key?.start ?? value?.start ?? 0) < offset);
  const sibling = before.findLast(({ indent, key }) => key !== undefined && indent <= column);
  if (!sibling) {
    return [];
  }
  return sibling.indent === column ? sibling.path.slice(0, -1) : sibling.path;
}
