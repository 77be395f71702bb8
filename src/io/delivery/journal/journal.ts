import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createError } from '../../../runtime/errors/destkitError';
import { AppendFile, type Write } from './appendFile';
import { lockJournal } from './lock';
import { readJournal } from './readJournal';
import { formatRecord, type JournalRecord } from './records';
import { JournalState } from './state';

export interface JournalOptions {
  /** The directory; created if it does not exist. */
  folder: string;
  /** The owner of the journal, such as the name of the destination; a journal of another owner is refused. */
  owner: string;
  concurrency: number;
  /** Whether to try rejected lines again. */
  retryRejected: boolean;
  /** Replaces fs.writeSync in tests. */
  write?: Write | undefined;
}

/** A rejected event to write, with the fields of the file of rejected events. */
export type RejectedPart = Omit<JournalRecord & { kind: 'rejected' }, 'bytes'>;

/**
 * The journal of a delivery, and the file of rejected events next to it. `flush` writes both, the rejected events
 * first. Each record of a rejected event contains the length of that file, so after a kill it is known which of them
 * are settled.
 */
export class Journal {
  private records = '';
  private events = '';

  private constructor(
    readonly folder: string,
    readonly state: JournalState,
    private readonly file: AppendFile,
    private readonly rejectedFile: AppendFile,
    private readonly unlock: () => void,
  ) {}

  /** @throws JOURNAL_IN_USE, JOURNAL_OTHER, JOURNAL_DAMAGED, JOURNAL_UNWRITABLE */
  static open({ folder, owner, concurrency, retryRejected, write }: JournalOptions): Journal {
    makeFolder(folder);
    const unlock = lockJournal(folder);
    try {
      const state = new JournalState();
      const header = `destkit journal 1 ${owner}`;
      const file = AppendFile.open(join(folder, 'journal'), write);
      file.truncate(readJournal(file.path, header, state));
      if (file.length === 0) {
        file.append(`${header}\n`);
      }
      const begin: JournalRecord[] = [{ kind: 'run', concurrency }];
      if (retryRejected) {
        begin.push({ kind: 'retry' });
      }
      for (const record of begin) {
        state.apply(record);
      }
      const rejected = AppendFile.open(join(folder, rejectedName(state.retries)), write);
      rejected.truncate(state.rejectedBytes);
      file.append(begin.map(formatRecord).join(''));
      return new Journal(folder, state, file, rejected, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** The file of rejected events; undefined if there are none. */
  get rejectedPath(): string | undefined {
    return this.rejectedFile.length > 0 ? this.rejectedFile.path : undefined;
  }

  /** Adds a record; `flush` writes it. */
  append(record: JournalRecord): void {
    this.state.apply(record);
    this.records += formatRecord(record);
  }

  /** Adds the record of a rejected part and, unless its event is already in the file, the event. */
  appendRejected(part: RejectedPart, event: object | undefined): void {
    if (event) {
      this.events += `${JSON.stringify(event)}\n`;
    }
    const bytes = this.rejectedFile.length + Buffer.byteLength(this.events);
    this.append({ ...part, bytes });
  }

  /** Passes everything to the operating system. @throws JOURNAL_UNWRITABLE */
  flush(): void {
    if (this.events !== '') {
      this.rejectedFile.append(this.events);
      this.events = '';
    }
    if (this.records !== '') {
      this.file.append(this.records);
      this.records = '';
    }
  }

  /** Ends the run. If a run is not ended, the next one counts it as killed. */
  end(): void {
    this.append({ kind: 'end' });
    this.flush();
  }

  close(): void {
    this.file.close();
    this.rejectedFile.close();
    this.unlock();
  }
}

function rejectedName(retries: number): string {
  return retries === 0 ? 'rejected.ndjson' : `rejected-${String(retries)}.ndjson`;
}

function makeFolder(folder: string): void {
  try {
    // The directory contains rejected events, which are confidential.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw createError('JOURNAL_UNWRITABLE', { file: folder, problem: code });
  }
}
