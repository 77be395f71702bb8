import { isAscii } from 'node:buffer';

const CHUNK = 1024;
/** Where more chunks than one in so many are not ASCII, escaping what is in them costs more than it saves. */
const CHUNKS_PER_OTHER = 2;
/** The same for single characters: one in so many bytes. */
const BYTES_PER_ESCAPE = 128;
const BACKSLASH = 0x5c;

/**
 * The string of JSON in UTF-8, for `JSON.parse` only: characters beyond ASCII may be written as `\uXXXX`. V8 takes 20
 * times as long to decode a text with a single such character as it takes for ASCII, and longer to parse it, too.
 */
export function decodeJson(bytes: Buffer): string {
  const ascii = isAscii(bytes) ? bytes : escapeOthers(bytes);
  return ascii ? ascii.toString('latin1') : bytes.toString('utf8');
}

/** The same JSON in ASCII. Undefined where that takes too long, or might change what the JSON means. */
function escapeOthers(bytes: Buffer): Buffer | undefined {
  const others = findOthers(bytes);
  if (others.length * CHUNK * CHUNKS_PER_OTHER > bytes.length) {
    return undefined;
  }
  const parts: Buffer[] = [];
  let escapesLeft = bytes.length / BYTES_PER_ESCAPE;
  let asciiFrom = 0;
  for (const [start, end] of others) {
    const text = bytes.toString('utf8', start, end);
    // A character has at least one byte more than it has UTF-16 units.
    escapesLeft -= end - start - text.length;
    // Behind a backslash that is not escaped itself, an escape would mean something else; such JSON is invalid.
    if (escapesLeft < 0 || /\\[\u0080-\uffff]/.test(text)) {
      return undefined;
    }
    const escaped = text.replace(/[\u0080-\uffff]/g, escape);
    parts.push(bytes.subarray(asciiFrom, start), Buffer.from(escaped, 'latin1'));
    asciiFrom = end;
  }
  parts.push(bytes.subarray(asciiFrom));
  return Buffer.concat(parts);
}

/** Where the chunks begin and end that are not ASCII. */
function findOthers(bytes: Buffer): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (let start = 0, end; start < bytes.length; start = end) {
    end = start + CHUNK;
    // No character is cut in two, nor parted from a backslash before it.
    while (isContinuation(bytes[end]) || bytes[end - 1] === BACKSLASH) {
      end += 1;
    }
    end = Math.min(end, bytes.length);
    if (!isAscii(bytes.subarray(start, end))) {
      found.push([start, end]);
    }
  }
  return found;
}

/** Whether a byte is in a character of UTF-8, but not its first. */
function isContinuation(byte = 0): boolean {
  return byte >> 6 === 0b10;
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
