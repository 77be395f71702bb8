import { sha256 } from '@noble/hashes/sha2';

/** Shim for `@aws-crypto/sha256-js`, so that the page contains one SHA-256 only. */
export class Sha256 {
  private readonly hash = sha256.create();

  update(text: string): void {
    this.hash.update(new TextEncoder().encode(text));
  }

  digestSync(): Uint8Array {
    return this.hash.digest();
  }
}
