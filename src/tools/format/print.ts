import { mustBreak, type Choice, type Doc } from './doc';

/** A part that is still to be written: how far its lines are indented, and whether they are broken. */
interface Part {
  doc: Doc;
  indent: number;
  isBroken: boolean;
}

const INDENT = 2;

/** Writes a document in lines of at most `width` characters, where that is possible. */
export function print(doc: Doc, width: number): string {
  let text = '';
  let column = 0;
  const left: Part[] = [{ doc, indent: 0, isBroken: true }];
  for (let part = left.pop(); part; part = left.pop()) {
    const { doc: next } = part;
    if (typeof next === 'string') {
      text += next;
      column += next.length;
    } else if ('kind' in next && next.kind === 'line' && (part.isBroken || next.flat === undefined)) {
      text = text.replace(/ +$/, '');
      const isThere = next.isFresh && (text === '' || text.endsWith('\n'));
      text += (isThere ? '' : next.isBlank ? '\n\n' : '\n') + ' '.repeat(part.indent);
      column = part.indent;
    } else {
      left.push(...partsOf(part, left, width - column));
    }
  }
  return text;
}

/** What a part consists of, the last one first. */
function partsOf(part: Part, rest: readonly Part[], room: number): Part[] {
  const { doc } = part;
  if (typeof doc === 'string') {
    return [part];
  }
  if (!('kind' in doc)) {
    return doc.map((each) => ({ ...part, doc: each })).reverse();
  }
  switch (doc.kind) {
    case 'line':
      return [{ ...part, doc: doc.flat ?? '' }];
    case 'indent':
      return [{ ...part, doc: doc.content, indent: part.indent + INDENT }];
    case 'group': {
      const flat = { ...part, doc: doc.content, isBroken: false };
      const isFlat = !doc.isBroken && (!part.isBroken || fits(flat, rest, room));
      return [isFlat ? flat : { ...flat, isBroken: true }];
    }
    case 'choice': {
      if (!part.isBroken) {
        return [{ ...part, doc: doc.flat ?? lastForm(doc) }];
      }
      const found = formsOf(part, doc).find((each) => fits(each, rest, room));
      return [found ?? { ...part, doc: lastForm(doc) }];
    }
  }
}

/** For when none fits. */
function lastForm({ forms }: Choice): Doc {
  return forms.at(-1) ?? '';
}

/** The forms that can be taken, the one on one line first. */
function formsOf(part: Part, doc: Choice): Part[] {
  const { flat, forms } = doc;
  const broken = forms.map((form) => ({ ...part, doc: form, isBroken: true }));
  return flat === undefined || mustBreak(flat)
    ? broken
    : [{ ...part, doc: flat, isBroken: false }, ...broken];
}

/**
 * Whether a part, on one line where nothing in it must break, and what follows it fit into the room up to the first place where
 * the line can end.
 */
function fits(part: Part, rest: readonly Part[], room: number): boolean {
  return fitAll([part], rest, rest.length, room, true);
}

/** @param next how many of the `rest` are still to follow; `isOwn`: whether none of them is among `left` */
function fitAll(left: Part[], rest: readonly Part[], next: number, room: number, isOwn: boolean): boolean {
  let following = next;
  let isOwnPart = isOwn;
  for (let free = room; free >= 0;) {
    isOwnPart &&= left.length > 0;
    const current = left.pop() ?? rest[(following -= 1)];
    if (!current) {
      return true;
    }
    const { doc } = current;
    if (typeof doc === 'string') {
      free -= doc.length;
    } else if (!('kind' in doc)) {
      left.push(...doc.map((each) => ({ ...current, doc: each })).reverse());
    } else if (doc.kind === 'line') {
      if (current.isBroken || doc.flat === undefined) {
        return true;
      }
      free -= doc.flat.length;
    } else if (doc.kind === 'choice') {
      const forms = formsOf(current, doc);
      const taken = current.isBroken ? forms : forms.slice(0, 1);
      return taken.some((form) => fitAll([...left, form], rest, following, free, isOwnPart));
    } else if (doc.kind === 'group') {
      const isBroken = doc.isBroken || (!isOwnPart && current.isBroken);
      left.push({ ...current, doc: doc.content, isBroken });
    } else {
      left.push({ ...current, doc: doc.content });
    }
  }
  return false;
}
