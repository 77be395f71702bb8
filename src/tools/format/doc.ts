/**
 * A text whose line breaks are not decided yet, after Wadler's "A prettier printer". A group is written on one line where
 * it fits and has all its lines broken where it does not; a choice is written in its first form that fits.
 */
export type Doc = string | readonly Doc[] | Line | Indent | Group | Choice;

interface Line {
  kind: 'line';
  /** What it is where it is not broken; undefined: it always is. */
  flat: ' ' | '' | undefined;
  /** Whether an empty line comes with it. */
  isBlank?: boolean;
  /** Whether it is left out where its line is still empty. */
  isFresh?: boolean;
}

interface Indent {
  kind: 'indent';
  content: Doc;
}

interface Group {
  kind: 'group';
  content: Doc;
  isBroken: boolean;
}

export interface Choice {
  kind: 'choice';
  /** On one line. */
  flat?: Doc;
  /** The last one is for when none fits. */
  forms: readonly Doc[];
}

/** A space, or a line break. */
export const line: Doc = { kind: 'line', flat: ' ' };
/** Nothing, or a line break. */
export const softLine: Doc = { kind: 'line', flat: '' };
export const hardLine: Doc = { kind: 'line', flat: undefined };
export const freshLine: Doc = { kind: 'line', flat: undefined, isFresh: true };
export const blankLine: Doc = { kind: 'line', flat: undefined, isBlank: true };

export function indent(...content: Doc[]): Doc {
  return { kind: 'indent', content };
}

export function group(content: Doc, isBroken = false): Doc {
  return { kind: 'group', content, isBroken: isBroken || mustBreak(content) };
}

/** @param flat on one line */
export function choice(flat: Doc, ...forms: Doc[]): Doc {
  return { kind: 'choice', flat, forms };
}

/** The same with the lines of its last group broken. */
export function broken(doc: Doc): Doc {
  if (typeof doc === 'string') {
    return doc;
  }
  if (!('kind' in doc)) {
    const last = doc.findLastIndex(mayBreak);
    return doc.map((each, index) => (index === last ? broken(each) : each));
  }
  switch (doc.kind) {
    case 'group':
      return { ...doc, isBroken: true };
    case 'choice':
      return { kind: 'choice', forms: doc.forms };
    default:
      return doc;
  }
}

function mayBreak(doc: Doc): boolean {
  return (
    typeof doc !== 'string' &&
    ('kind' in doc ? doc.kind === 'group' || doc.kind === 'choice' : doc.some(mayBreak))
  );
}

/** Whether it cannot be written on one line. */
export function mustBreak(doc: Doc): boolean {
  if (typeof doc === 'string') {
    return false;
  }
  if (!('kind' in doc)) {
    return doc.some(mustBreak);
  }
  switch (doc.kind) {
    case 'line':
      return doc.flat === undefined;
    case 'indent':
      return mustBreak(doc.content);
    case 'group':
      return doc.isBroken;
    case 'choice':
      return doc.flat === undefined || mustBreak(doc.flat);
  }
}
