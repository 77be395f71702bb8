import { sha256 } from '@noble/hashes/sha2';

/** Stands in for the class of `@aws-crypto/sha256-js` that workflow-engine uses: one hash is enough for the page. */
export class Sha256 {
  private readonly hash = sha256.create();

  update(text: string): void {
    this.hash.update(new TextEncoder().encode(text));
  }

  digestSync(): Uint8Array {
    return this.hash.digest();
  }
}
