import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { nodeHashes } from '../../../src/runtime/destination/nodeHashes';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '',
    '\ud800',
    'é'.repeat(32),
    'é'.repeat(33),
    'k'.repeat(64),
    'k'.repeat(65),
    'é'.repeat(4096),
    'z'.repeat(4097),
  ),
);

describe('nodeHashes', () => {
  it('gives the digests of createHash and createHmac for every key and text', () => {
    fc.assert(
      fc.property(text, text, (key, value) => {
        expect(nodeHashes.sha1(value)).toBe(createHash('sha1').update(value).digest('hex'));
        expect(nodeHashes.sha256(value)).toBe(createHash('sha256').update(value).digest('hex'));
        // The second text has the same key, whose padded form is kept.
        for (const each of [value, key]) {
          expect(nodeHashes.hmacSha256(key, each)).toBe(createHmac('sha256', key).update(each).digest('hex'));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('signs as RFC 4231 does, test case 2', () => {
    expect(nodeHashes.hmacSha256('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});
