import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './jsonBytes';

const OUTSIDE = 0;
const IN_STRING = 1;
const AFTER_BACKSLASH = 2;
/** Outside of a string, at a byte that changes the nesting or ends an element. */
const ON_SIGN = 3;

/** The next state for each state and byte. One look-up per byte was almost twice as fast as comparisons. */
const transitions = createTransitions();

/** Scans an array over any number of chunks, tracking strings and nesting, to find where its elements end. */
export class ElementScanner {
  private depth = 0;
  private state = OUTSIDE;

  /** The index of the comma or bracket that ends the element, or the length of the chunk. */
  findEnd(chunk: Buffer, start: number): number {
    // Local variables, because this loop runs for every byte.
    let { depth, state } = this;
    let index = start;
    for (; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      state = transitions[state * 256 + byte] ?? OUTSIDE;
      if (state === ON_SIGN) {
        state = OUTSIDE;
        if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
          depth += 1;
        } else if (depth > 0) {
          // JSON.parse checks later whether the kinds of brackets match.
          depth -= byte === COMMA ? 0 : 1;
        } else if (byte !== CLOSE_BRACE) {
          break;
        }
      }
    }
    this.depth = depth;
    this.state = state;
    return index;
  }
}

function createTransitions(): Uint8Array {
  const table = new Uint8Array(3 * 256);
  table.fill(OUTSIDE, 0, 256);
  table.fill(IN_STRING, 256);
  for (const sign of [COMMA, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET]) {
    table[OUTSIDE * 256 + sign] = ON_SIGN;
  }
  table[OUTSIDE * 256 + QUOTE] = IN_STRING;
  table[IN_STRING * 256 + QUOTE] = OUTSIDE;
  table[IN_STRING * 256 + BACKSLASH] = AFTER_BACKSLASH;
  return table;
}
