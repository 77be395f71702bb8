import { hmacSha256 as hmacSha256With } from '../../../../src/runtime/destination/bindings/hmacSha256';
import { phpJson } from '../../../../src/runtime/destination/bindings/phpJson';
import { sha1 as sha1With } from '../../../../src/runtime/destination/bindings/sha1';
import { sha256 as sha256With } from '../../../../src/runtime/destination/bindings/sha256';
import { nodeHashes } from '../../../../src/runtime/destination/nodeHashes';

const sha1 = sha1With(nodeHashes);
const sha256 = sha256With(nodeHashes);
const hmacSha256 = hmacSha256With(nodeHashes);

describe('the hashes', () => {
  it.each([
    ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['é', 'bf15be717ac1b080b4f1c456692825891ff5073d'],
  ])('$sha1 of %j', (text, expected) => {
    expect(sha1(text)).toBe(expected);
  });

  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['\u{1f600}', 'f0443a342c5ef54783a111b51ba56c938e474c32324d90c3a60c9c8e3a37e2d9'],
  ])('$sha256 of %j', (text, expected) => {
    expect(sha256(text)).toBe(expected);
  });

  // The second test case of RFC 4231.
  it('$hmacSha256 takes the key first', () => {
    expect(hmacSha256('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it.each([[undefined], [null], [5], [true], [['abc']], [{}]])('return undefined for %j', (value) => {
    expect(sha1(value)).toBeUndefined();
    expect(sha256(value)).toBeUndefined();
    expect(hmacSha256('key', value)).toBeUndefined();
    expect(hmacSha256(value, 'text')).toBeUndefined();
  });
});

describe('strict authentication', () => {
  const token = (body: string) => hmacSha256('test-api-key', `test-secret${String(sha1(body))}`);

  const install = '{"action":"install","kochava_app_id":"kotest","data":{"device_ua":"Mozilla\\/5.0"}}';
  const unescaped = '{"action":"install","kochava_app_id":"kotest","data":{"device_ua":"Mozilla/5.0"}}';
  const sample =
    '{"action":"install","kochava_app_id":"koconversionsdemo174ea19bc63928c","app_ver":"3.3.0","data":' +
    '{"origination_ip":"69.224.141.777","device_ver":"iPhone-iOS-9.3.4","device_ids":' +
    '{"idfa":"kochava-test-idfa-2015-12-09-12","idfv":"333BA75-FE08-AAA4-9EF0-98A6AD293FEC","adid":"",' +
    '"android_id":""}}}';

  it.each([
    [
      'an install with a user agent',
      install,
      'f6f685f5d69eadc7cd00ff96f11741822470ebf6',
      '50c0e811700bb1adbf120e5c9e10a0ba6704830aeebdf271a308e6c08543ae03',
    ],
    [
      "the documentation's sample",
      sample,
      '8266af212435903e824cd0eb0cbbcb20bb195ba8',
      '0f3e7df8a2dd465a6ad7fcce5c112b566c8bd3b42f4fa9ac9491a2ec3b5d1f46',
    ],
  ])('signs the exact text of %s', (_name, text, digest, signature) => {
    expect(phpJson(JSON.parse(text))).toBe(text);
    expect(sha1(text)).toBe(digest);
    expect(token(text)).toBe(signature);
  });

  it('signs no text with a bare slash, whose signature is another one', () => {
    const body: unknown = JSON.parse(unescaped);
    expect(JSON.stringify(body)).toBe(unescaped);
    expect(phpJson(body)).toBe(install);
    expect(sha1(unescaped)).toBe('355855e285131585464b11e00a1ba24545a814d9');
    expect(token(unescaped)).toBe('d03fd9fa46033bd1d4fca322c197ed890598cb24ece61f8cc15b4b4489969377');
  });
});
