import type { Hashes } from '../../runtime/destination/bindings/hashes';

interface Hash {
  update: (text: string) => { digest: (encoding: 'hex') => string };
}

/** Node's crypto module, which such hosts provide under that name. */
export interface Crypto {
  createHash: (algorithm: string) => Hash;
  createHmac: (algorithm: string, key: string) => Hash;
}

export function hashesOf(crypto: Crypto): Hashes {
  return {
    sha1: (text) => crypto.createHash('sha1').update(text).digest('hex'),
    sha256: (text) => crypto.createHash('sha256').update(text).digest('hex'),
    hmacSha256: (key, text) => crypto.createHmac('sha256', key).update(text).digest('hex'),
  };
}
