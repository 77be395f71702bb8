import { isAscii } from 'node:buffer';

const CHUNK = 1024;
/** If more than one in this many chunks is not ASCII, escaping costs more than it saves. */
const CHUNKS_PER_OTHER = 2;
/** The same for single characters: one in this many bytes. */
const BYTES_PER_ESCAPE = 128;
const BACKSLASH = 0x5c;

/**
 * Decodes JSON in UTF-8 into a string, for `JSON.parse` only: non-ASCII characters may be written as `\uXXXX`. V8
 * needs 20 times as long to decode a text with a single non-ASCII character as for ASCII, and longer to parse it,
 * too.
 */
export function decodeJson(bytes: Buffer): string {
  const ascii = isAscii(bytes) ? bytes : escapeOthers(bytes);
  return ascii ? ascii.toString('latin1') : bytes.toString('utf8');
}

/** The same JSON in ASCII. Undefined if that takes too long, or might change the meaning of the JSON. */
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
    // A character has at least one more byte in UTF-8 than code units in UTF-16.
    escapesLeft -= end - start - text.length;
    // After an unescaped backslash, an escape would have another meaning; such JSON is invalid.
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

/** The ranges of the chunks that are not ASCII. */
function findOthers(bytes: Buffer): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (let start = 0, end; start < bytes.length; start = end) {
    end = start + CHUNK;
    // Neither splits a character, nor separates one from a backslash before it.
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

/** Whether a byte is part of a UTF-8 character, but not its first byte. */
function isContinuation(byte = 0): boolean {
  return byte >> 6 === 0b10;
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
