import { BLANK_HASH, HashChain } from './lineHash';
import { PartSet } from './partSet';
import type { JournalRecord } from './records';

/** After this many settled lines, the chain of their hashes is stored, to compare it when the input is read again. */
export const BLOCK_LINES = 1024;

interface OpenLine {
  hash: string;
  /** The parts that are settled, including pending ones. */
  done: number[];
  isSettled: boolean;
}

/**
 * The state that the records of a journal add up to. All lines up to a low-water mark are settled. Lines above it are
 * stored individually; there are never more than the window allows. For lines that are settled but not finished, one
 * bit per part is stored.
 */
export class JournalState {
  /** The number of lines by result; all other lines are pending. */
  readonly counts = { delivered: 0, rejected: 0, filtered: 0 };
  attempts = 0;
  runs = 0;
  /** The number of runs that did not record their end. */
  kills = 0;
  /**
   * The number of requests that were sent again although they may have arrived: they were in flight at a kill, or got
   * no clear response.
   */
  readonly resent = { afterKill: 0, afterSilence: 0 };
  /** How often the rejected events were tried again; each time they get a new file. */
  retries = 0;
  /** The length of the file of rejected events according to the journal. */
  rejectedBytes = 0;

  /** All lines up to this one are settled. */
  settledUpTo = 0;
  readonly blocks: number[] = [];
  private readonly chain = new HashChain();
  private readonly above = new Map<number, OpenLine>();
  private readonly pending = new PartSet();
  private readonly rejected = new PartSet();
  private readonly underWay = new Map<string, { line: number; part: number }>();
  private readonly killed = new PartSet();
  private readonly silent = new PartSet();
  private isRunning = false;

  /** The chain of the hashes of all lines up to the low-water mark. */
  get chained(): number {
    return this.chain.value;
  }

  /** Whether a line needs no further work. */
  isFinished(line: number): boolean {
    return this.isSettled(line) && !this.pending.hasLine(line);
  }

  /** Whether a part of a line needs no further work. */
  isDone(line: number, part: number): boolean {
    if (this.pending.has(line, part)) {
      return false;
    }
    return this.isSettled(line) || (this.above.get(line)?.done.includes(part) ?? false);
  }

  isRejected(line: number, part: number): boolean {
    return this.rejected.has(line, part);
  }

  isSettled(line: number): boolean {
    return line <= this.settledUpTo || (this.above.get(line)?.isSettled ?? false);
  }

  /** The current hashes of the lines above the low-water mark that have records. */
  hashesAbove(): Map<number, string> {
    return new Map([...this.above].map(([line, { hash }]) => [line, hash]));
  }

  /** Applies a record, from the journal or from the run. */
  apply(record: JournalRecord): void {
    switch (record.kind) {
      case 'run':
        this.beginRun();
        break;
      case 'end':
        this.isRunning = false;
        break;
      case 'retry':
        this.reopenRejected();
        break;
      case 'blank':
        for (let line = record.from; line <= record.to; line += 1) {
          this.settle(line, BLANK_HASH);
        }
        break;
      case 'filtered':
        this.counts.filtered += 1;
        this.settle(record.line, record.hash);
        break;
      case 'started':
        this.start(record.line, record.part);
        break;
      case 'answered':
        this.underWay.delete(partKey(record));
        break;
      case 'silent':
        this.underWay.delete(partKey(record));
        this.silent.add(record.line, record.part);
        break;
      default:
        this.finishPart(record);
    }
  }

  private beginRun(): void {
    this.runs += 1;
    if (this.isRunning) {
      this.kills += 1;
      for (const { line, part } of this.underWay.values()) {
        this.killed.add(line, part);
      }
      this.underWay.clear();
    }
    this.isRunning = true;
  }

  private start(line: number, part: number): void {
    this.attempts += 1;
    if (this.killed.delete(line, part)) {
      this.resent.afterKill += 1;
    } else if (this.silent.delete(line, part)) {
      this.resent.afterSilence += 1;
    }
    this.underWay.set(partKey({ line, part }), { line, part });
  }

  private finishPart(record: JournalRecord & { kind: 'delivered' | 'rejected' | 'pending' }): void {
    const { kind, line, part, hash } = record;
    this.underWay.delete(partKey(record));
    const wasSettled = this.isSettled(line);
    const wasPending = this.pending.delete(line, part);
    if (kind === 'pending') {
      this.pending.add(line, part);
    } else if (kind === 'rejected') {
      this.rejected.add(line, part);
      this.rejectedBytes = record.bytes;
    }
    if (wasSettled) {
      if (wasPending && kind !== 'pending') {
        this.countLine(line);
      }
      return;
    }
    const open = this.above.get(line) ?? { hash, done: [], isSettled: false };
    open.done.push(part);
    this.above.set(line, open);
    if (record.isLast) {
      this.countLine(line);
      this.settle(line, hash);
    }
  }

  private countLine(line: number): void {
    if (!this.pending.hasLine(line)) {
      this.counts[this.rejected.hasLine(line) ? 'rejected' : 'delivered'] += 1;
    }
  }

  private settle(line: number, hash: string): void {
    this.above.set(line, { hash, done: [], isSettled: true });
    for (let next = this.above.get(this.settledUpTo + 1); next?.isSettled;) {
      this.settledUpTo += 1;
      this.above.delete(this.settledUpTo);
      this.chain.add(next.hash);
      if (this.settledUpTo % BLOCK_LINES === 0) {
        this.blocks.push(this.chain.value);
      }
      next = this.above.get(this.settledUpTo + 1);
    }
  }

  private reopenRejected(): void {
    this.retries += 1;
    this.rejectedBytes = 0;
    this.counts.rejected = 0;
    this.rejected.moveTo(this.pending);
  }
}

function partKey({ line, part }: { line: number; part: number }): string {
  return `${line}.${part}`;
}
