import { ArraySplitter } from './arraySplitter';
import type { InputItem, Splitter } from './inputItem';
import { findContent, OPEN_BRACKET } from './jsonBytes';
import { LineSplitter } from './lineSplitter';
import type { ParseItem } from './parseItem';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NOTHING = Buffer.alloc(0);

/**
 * Distinguishes a JSON array from NDJSON by the first byte that is not white space, and passes the input to the right
 * splitter.
 */
export class InputSplitter implements Splitter {
  /** The first bytes while they may still be a byte order mark; undefined afterwards. */
  private head: Buffer | undefined = NOTHING;
  private settled = false;
  private splitter: Splitter;

  constructor(
    private readonly limit: number,
    private readonly parse: ParseItem,
  ) {
    this.splitter = new LineSplitter(limit, parse);
  }

  push(chunk: Buffer): InputItem[] {
    const bytes = this.head ? this.skipMark(this.head, chunk) : chunk;
    if (this.settled) {
      return this.splitter.push(bytes);
    }
    const first = findContent(bytes);
    // Until the format is known, blank lines go to the line splitter, which counts them.
    this.settled = first !== -1;
    if (first !== -1 && bytes[first] === OPEN_BRACKET) {
      this.splitter = new ArraySplitter(this.limit, this.parse);
      return this.splitter.push(bytes.subarray(first + 1));
    }
    return this.splitter.push(bytes);
  }

  end(): InputItem[] {
    const cutMark = this.head ? this.splitter.push(this.head) : [];
    return [...cutMark, ...this.splitter.end()];
  }

  private skipMark(head: Buffer, chunk: Buffer): Buffer {
    const bytes = Buffer.concat([head, chunk]);
    const marked = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK.subarray(0, bytes.length));
    this.head = marked && bytes.length < 3 ? bytes : undefined;
    if (this.head) {
      return NOTHING;
    }
    return marked ? bytes.subarray(3) : bytes;
  }
}
