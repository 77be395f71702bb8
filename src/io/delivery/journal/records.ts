/**
 * The records of a journal. Each is one line of text that starts with its kind. A run writes `started` before it
 * sends a request, and one of the others when it knows the result.
 *
 * `hash` is the hash of the line; `isLast` marks the record that settles the line; `bytes` is the length of the file
 * of rejected events including this event. Parts of a line are counted from 0.
 */
export type JournalRecord =
  | { kind: 'run'; concurrency: number }
  | { kind: 'end' }
  | { kind: 'retry' }
  | { kind: 'blank'; from: number; to: number }
  | { kind: 'filtered'; line: number; hash: string }
  | { kind: 'started' | 'answered' | 'silent'; line: number; part: number }
  | { kind: 'delivered' | 'pending'; line: number; part: number; hash: string; isLast: boolean }
  | { kind: 'rejected'; line: number; part: number; hash: string; isLast: boolean; bytes: number };

const letters = {
  run: 'R',
  end: 'E',
  retry: 'A',
  blank: 'b',
  filtered: 'f',
  started: 's',
  answered: 'a',
  silent: 'u',
  delivered: 'd',
  pending: 'p',
  rejected: 'x',
} as const;

const LAST = '.';

/** The record as a line of text, including the line feed. */
export function formatRecord(record: JournalRecord): string {
  const letter = letters[record.kind];
  switch (record.kind) {
    case 'end':
    case 'retry':
      return `${letter}\n`;
    case 'run':
      return `${letter} ${record.concurrency}\n`;
    case 'blank':
      return `${letter} ${record.from} ${record.to}\n`;
    case 'filtered':
      return `${letter} ${record.line} ${record.hash}\n`;
    case 'started':
    case 'answered':
    case 'silent':
      return `${letter} ${record.line} ${record.part}\n`;
    case 'delivered':
    case 'pending':
      return `${letter} ${record.line} ${record.part} ${record.hash}${record.isLast ? LAST : ''}\n`;
    case 'rejected': {
      const { line, part, hash, isLast, bytes } = record;
      return `${letter} ${line} ${part} ${hash}${isLast ? LAST : ''} ${bytes}\n`;
    }
  }
}

/** Parses a line of text (without its line feed); returns undefined if it is not a record. */
export function parseRecord(text: string): JournalRecord | undefined {
  const [letter = '', first = '', second = '', third = '', fourth = ''] = text.split(' ');
  const [one, two] = [Number(first), Number(second)];
  switch (letter) {
    case letters.end:
      return text === letter ? { kind: 'end' } : undefined;
    case letters.retry:
      return text === letter ? { kind: 'retry' } : undefined;
    case letters.run:
      return one > 0 ? { kind: 'run', concurrency: one } : undefined;
    case letters.blank:
      return one > 0 && two >= one ? { kind: 'blank', from: one, to: two } : undefined;
    case letters.filtered:
      return one > 0 && second !== '' ? { kind: 'filtered', line: one, hash: second } : undefined;
  }
  if (!(one > 0 && two >= 0)) {
    return undefined;
  }
  const place = { line: one, part: two };
  const isLast = third.endsWith(LAST);
  const ended = { ...place, hash: isLast ? third.slice(0, -1) : third, isLast };
  switch (letter) {
    case letters.started:
      return { kind: 'started', ...place };
    case letters.answered:
      return { kind: 'answered', ...place };
    case letters.silent:
      return { kind: 'silent', ...place };
    case letters.delivered:
      return ended.hash === '' ? undefined : { kind: 'delivered', ...ended };
    case letters.pending:
      return ended.hash === '' ? undefined : { kind: 'pending', ...ended };
    case letters.rejected:
      return ended.hash === '' || fourth === ''
        ? undefined
        : { kind: 'rejected', ...ended, bytes: Number(fourth) };
    default:
      return undefined;
  }
}
