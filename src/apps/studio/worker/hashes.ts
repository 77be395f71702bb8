import { hmac } from '@noble/hashes/hmac';
import { sha1 as sha1Of } from '@noble/hashes/legacy';
import { sha256 as sha256Of } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { Hashes } from '../../../runtime/destination/bindings/hashes';

/** Hash functions for the browser, whose built-in ones are asynchronous. */
export const browserHashes: Hashes = {
  sha1: (text) => bytesToHex(sha1Of(utf8ToBytes(text))),
  sha256: (text) => bytesToHex(sha256Of(utf8ToBytes(text))),
  hmacSha256: (key, text) => bytesToHex(hmac(sha256Of, utf8ToBytes(key), utf8ToBytes(text))),
};
