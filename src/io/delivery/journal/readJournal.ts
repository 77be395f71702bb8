import { closeSync, openSync, readSync } from 'node:fs';
import { createError } from '../../../runtime/errors/destkitError';
import { parseRecord } from './records';
import type { JournalState } from './state';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Applies the records of a journal file to a state.
 *
 * @returns the length of all complete records: a record without its line feed was being written when the process
 * ended
 * @throws JOURNAL_DAMAGED for an invalid record; JOURNAL_OTHER for the journal of another owner
 */
export function readJournal(path: string, header: string, state: JournalState): number {
  const file = openSync(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    let whole = 0;
    let number = 0;
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
      const bytes = Buffer.concat([rest, chunk.subarray(0, count)]);
      const end = bytes.lastIndexOf('\n') + 1;
      const texts = bytes.toString('latin1', 0, Math.max(0, end - 1)).split('\n');
      rest = Buffer.from(bytes.subarray(end));
      whole += end;
      for (const text of end === 0 ? [] : texts) {
        number += 1;
        takeIn(text, number, { path, header, state });
      }
    }
    return whole;
  } finally {
    closeSync(file);
  }
}

interface Reading {
  path: string;
  header: string;
  state: JournalState;
}

function takeIn(text: string, number: number, { path, header, state }: Reading): void {
  if (number === 1) {
    if (Buffer.from(text, 'latin1').toString('utf8') !== header) {
      throw createError('JOURNAL_OTHER', { file: path });
    }
    return;
  }
  const record = parseRecord(text);
  if (!record) {
    throw createError('JOURNAL_DAMAGED', { file: path, record: number });
  }
  state.apply(record);
}
