import { createHash, createHmac } from 'node:crypto';
import type { Hashes } from './bindings/hashes';

/** The hash functions of Node. */
export const nodeHashes: Hashes = {
  sha1: (text) => createHash('sha1').update(text).digest('hex'),
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  hmacSha256: (key, text) => createHmac('sha256', key).update(text).digest('hex'),
};
