import { CARRIAGE_RETURN } from './jsonBytes';

const FIRST_SIZE = 64 * 1024;

/**
 * The text of a line or element that may span several chunks.
 *
 * The bytes that are kept are copied into one buffer that is reused. A slice would keep its whole chunk in memory,
 * and an array of slices would grow without limit if the chunks are tiny.
 */
export class UnfinishedText {
  private held = Buffer.allocUnsafe(0);
  private length = 0;
  private overflown = false;

  constructor(private readonly limit: number) {}

  /** Keeps these bytes until the rest arrives; beyond the limit nothing is kept. */
  hold(chunk: Buffer, start: number, end: number): void {
    const needed = this.length + end - start;
    if (this.overflown || needed > this.limit) {
      this.overflown = true;
      return;
    }
    this.reserve(needed);
    chunk.copy(this.held, this.length, start, end);
    this.length = needed;
  }

  /** The kept bytes and these bytes as text, without a trailing CR; undefined if it is longer than the limit. */
  complete(chunk: Buffer, start: number, end: number): string | undefined {
    // The usual case: the text lies within one chunk and is not copied. Decoding each text separately was faster than
    // decoding the chunk and splitting the string, in particular for non-ASCII text.
    if (this.length === 0 && !this.overflown) {
      return end - start > this.limit ? undefined : decode(chunk, start, end);
    }
    this.hold(chunk, start, end);
    const text = this.overflown ? undefined : decode(this.held, 0, this.length);
    this.length = 0;
    this.overflown = false;
    return text;
  }

  private reserve(size: number): void {
    if (size > this.held.length) {
      // The size doubles, so that a long text in small chunks is not copied repeatedly.
      const larger = Buffer.allocUnsafeSlow(Math.max(FIRST_SIZE, Math.min(this.limit, size * 2)));
      this.held.copy(larger, 0, 0, this.length);
      this.held = larger;
    }
  }
}

/** Bytes that are not UTF-8 become U+FFFD: an invalid byte in one string must not invalidate the event. */
function decode(bytes: Buffer, start: number, end: number): string {
  const last = end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
  return bytes.toString('utf8', start, last);
}
