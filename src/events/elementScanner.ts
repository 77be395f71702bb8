import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './jsonBytes';

/** Follows an array through strings and nesting, over any number of chunks, to where its elements end. */
export class ElementScanner {
  private depth = 0;
  private inString = false;
  private escaped = false;

  /** The index of the comma or bracket that ends the element, or the length of the chunk. */
  findEnd(chunk: Buffer, start: number): number {
    // Locals, because this loop sees every byte.
    let { depth, inString, escaped } = this;
    let index = start;
    for (; index < chunk.length; index += 1) {
      const byte = chunk[index];
      if (inString) {
        if (escaped) {
          escaped = false;
        } else if (byte === BACKSLASH) {
          escaped = true;
        } else if (byte === QUOTE) {
          inString = false;
        }
      } else if (byte === QUOTE) {
        inString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth += 1;
      } else if (depth > 0) {
        // Which bracket closes which is for JSON.parse to check.
        depth -= byte === CLOSE_BRACE || byte === CLOSE_BRACKET ? 1 : 0;
      } else if (byte === COMMA || byte === CLOSE_BRACKET) {
        break;
      }
    }
    this.depth = depth;
    this.inString = inString;
    this.escaped = escaped;
    return index;
  }
}
