import fc from 'fast-check';
import { decodeJson } from '../../../src/io/service/jsonText';

const padding = 'x'.repeat(5000);

function readBoth(bytes: Buffer): { fast: unknown; plain: unknown } {
  const read = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return 'invalid';
    }
  };
  return { fast: read(decodeJson(bytes)), plain: read(bytes.toString('utf8')) };
}

describe('decodeJson', () => {
  it('reads ASCII, and text in which other characters are rare, as the decoder of Node does', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.constantFrom('é', 'ł', '漢字', '👍', '\\é', '\ud800', '\ufeff', '\u2028'),
            fc.integer({ min: 0, max: 1100 }).map((length) => '/'.repeat(length)),
          ),
        ),
        (items) => {
          const { fast, plain } = readBoth(Buffer.from(JSON.stringify([items, padding]), 'utf8'));
          expect(fast).toEqual(plain);
        },
      ),
    );
  });

  it('reads any bytes as the decoder of Node does, valid or not', () => {
    const piece = fc.oneof(
      fc.constantFrom('\\', '"', '\\u00e9', 'é', '👍').map((text) => Buffer.from(text, 'utf8')),
      fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
      fc.integer({ min: 1000, max: 1030 }).map((length) => Buffer.alloc(length, 'x')),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { fast, plain } = readBoth(
          Buffer.concat([Buffer.from(`["${padding}`), ...pieces, Buffer.from('"]')]),
        );
        expect(fast).toEqual(plain);
      }),
    );
  });

  it.each(['"\\é"', 'é', '\ufeff[]', '[é]'])('does not make valid what is not: %j', (text) => {
    const bytes = Buffer.from(`${text.slice(0, -1)}${' '.repeat(5000)}${text.slice(-1)}`);
    expect(readBoth(bytes).fast).toBe('invalid');
    expect(readBoth(Buffer.from(`["${padding}",${text}]`)).fast).toBe('invalid');
  });

  it('escapes a few non-ASCII characters, and leaves a string full of them unchanged', () => {
    expect(decodeJson(Buffer.from(`["${padding}é👍"]`))).toBe(`["${padding}\\u00e9\\ud83d\\udc4d"]`);
    const full = `["${'漢'.repeat(5000)}"]`;
    expect(decodeJson(Buffer.from(full))).toBe(full);
  });
});
