import { createError } from '../../../runtime/errors/destkitError';
import { BLANK_HASH, HashChain } from './lineHash';
import { BLOCK_LINES, type JournalState } from './state';

/**
 * Compares the input with the hashes in the journal. Lines are compared in blocks, because a hash for each of
 * millions of lines would need too much memory. No line may be processed before its block has been checked.
 */
export class InputCheck {
  private readonly upTo: number;
  private readonly last: number;
  private readonly blocks: readonly number[];
  private readonly above: ReadonlyMap<number, string>;
  private readonly chain = new HashChain();
  private checked = 0;
  private line = 0;

  constructor(state: JournalState) {
    this.above = state.hashesAbove();
    this.upTo = state.settledUpTo;
    this.last = state.chained;
    this.blocks = [...state.blocks];
  }

  /** Whether all lines so far have been checked. */
  get isThrough(): boolean {
    return this.checked === this.line || this.line > this.upTo;
  }

  /** Adds the next line that is not blank. @throws JOURNAL_INPUT_CHANGED */
  take(line: number, hash: string): void {
    while (this.line < line - 1) {
      this.takeOne(this.line + 1, BLANK_HASH);
    }
    this.takeOne(line, hash);
  }

  /** Call at the end of the input. @throws JOURNAL_INPUT_CHANGED if lines are missing */
  finish(): void {
    if (this.line < this.upTo) {
      throw createError('JOURNAL_INPUT_CHANGED', { first: this.line + 1, last: this.upTo });
    }
  }

  private takeOne(line: number, hash: string): void {
    this.line = line;
    if (line > this.upTo) {
      const known = this.above.get(line);
      if (known !== undefined && known !== hash) {
        throw createError('JOURNAL_INPUT_CHANGED', { first: line, last: line });
      }
      return;
    }
    this.chain.add(hash);
    const isBlock = line % BLOCK_LINES === 0;
    if (!isBlock && line !== this.upTo) {
      return;
    }
    const expected = isBlock ? this.blocks[line / BLOCK_LINES - 1] : this.last;
    if (this.chain.value !== expected) {
      throw createError('JOURNAL_INPUT_CHANGED', { first: this.checked + 1, last: line });
    }
    this.checked = line;
  }
}
