import type { FileView } from './fileView';
import type { Entry, Span } from './outline';

/** A part of a file in its outline. */
export interface FileSymbol {
  name: string;
  detail: string;
  kind: 'step' | 'binding' | 'key';
  /** All of it. */
  span: Span;
  /** Its name. */
  nameSpan: Span;
  children: readonly FileSymbol[];
}

/** The bindings and steps of a workflow; the top keys of any other file. */
export function symbolsOf({ entries, kind }: FileView): FileSymbol[] {
  const top = entries.filter(({ path, key }) => path.length === 1 && key);
  return top.flatMap((entry) => {
    const symbol = toSymbol(entry, 'key', entry.value?.style === 'plain' ? entry.value.text : '');
    if (kind !== 'workflow' || !symbol) {
      return symbol ?? [];
    }
    const isSteps = entry.path[0] === 'steps';
    const children = isSteps
      ? stepsBelow(entries, 'steps')
      : entry.path[0] === 'bindings'
        ? bindingsBelow(entries)
        : [];
    return [{ ...symbol, children }];
  });
}

function stepsBelow(entries: readonly Entry[], parent: string): FileSymbol[] {
  return entries.flatMap((entry) => {
    const { path, value } = entry;
    if (path.slice(0, -2).join('/') !== parent || path.at(-1) !== 'name' || !value) {
      return [];
    }
    const item = path.slice(0, -1).join('/');
    const own = entries.filter((each) => each.path.slice(0, -1).join('/') === item);
    const description = own.find((each) => each.path.at(-1) === 'description')?.value?.text ?? '';
    return [
      {
        ...{ name: value.text, detail: description.replace(/\s+/g, ' ').trim(), kind: 'step' },
        span: spanOf(own, entry),
        nameSpan: { start: value.start, end: value.end },
        children: stepsBelow(entries, `${item}/steps`),
      },
    ];
  });
}

function bindingsBelow(entries: readonly Entry[]): FileSymbol[] {
  const items = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.path[0] === 'bindings' && entry.path.length === 3) {
      const key = String(entry.path[1]);
      items.set(key, [...(items.get(key) ?? []), entry]);
    }
  }
  return [...items.values()].flatMap((own) => {
    const textOf = (key: string): string => own.find(({ path }) => path[2] === key)?.value?.text ?? '';
    const [first] = own;
    const symbol = first && toSymbol(first, 'binding', textOf('path'));
    const name = textOf('name') || textOf('path');
    return symbol && name !== '' ? [{ ...symbol, name, span: spanOf(own, first) }] : [];
  });
}

function toSymbol(entry: Entry, kind: FileSymbol['kind'], detail: string): FileSymbol | undefined {
  const { key, path } = entry;
  return (
    key && {
      name: String(path.at(-1)),
      detail,
      kind,
      span: { start: key.start, end: Math.max(key.end, entry.end) },
      nameSpan: key,
      children: [],
    }
  );
}

function spanOf(entries: readonly Entry[], first: Entry): Span {
  const start = Math.min(...entries.flatMap(({ key }) => key?.start ?? []), first.key?.start ?? 0);
  return { start, end: Math.max(...entries.map(({ end }) => end), first.end) };
}
