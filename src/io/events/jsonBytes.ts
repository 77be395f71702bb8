/**
 * The bytes that the splitters look for. All are ASCII, which never occurs inside a multi-byte UTF-8 character,
 * so input can be cut at them before it is decoded.
 */
export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const BACKSLASH = 0x5c;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;

/** The index of the first byte from `start` on that is not JSON white space, or -1. */
export function findContent(bytes: Buffer, start = 0): number {
  for (let index = start; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte !== SPACE && byte !== LINE_FEED && byte !== CARRIAGE_RETURN && byte !== TAB) {
      return index;
    }
  }
  return -1;
}
