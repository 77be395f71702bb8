import { createHash } from 'node:crypto';

const HASH_CHARACTERS = 8;

/** 48 bits of the SHA-256 of a line, in base64url. */
export function hashLine(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, HASH_CHARACTERS);
}

/** The hash of a blank line. */
export const BLANK_HASH = '-';

/**
 * One number for a sequence of line hashes. The line hashes are SHA-256; combining them only needs to distinguish
 * sequences, not to resist an attack on one's own input file.
 */
export class HashChain {
  private high = 0x811c9dc5;
  private low = 0x9e3779b1;

  get value(): number {
    return (this.high >>> 11) * 2 ** 32 + (this.low >>> 0);
  }

  add(hash: string): void {
    for (let index = 0; index < hash.length; index += 1) {
      const code = hash.charCodeAt(index);
      this.high = Math.imul(this.high ^ code, 0x01000193);
      this.low = Math.imul(this.low ^ (this.high >>> 7) ^ code, 0x85ebca6b);
      this.low ^= this.low >>> 13;
    }
    // A separator between two lines.
    this.high = Math.imul(this.high ^ 0x100, 0x01000193);
  }
}
