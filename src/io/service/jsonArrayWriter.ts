/** Small, because one item can slow down its group (see below), but not 1, because each `JSON.stringify` has a fixed cost. */
const GROUP = 8;
/** The maximum number of UTF-8 bytes per UTF-16 code unit. */
const UNIT_BYTES = 3;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;

/**
 * Serializes items as a JSON array in UTF-8. An item that cannot be serialized, because it is nested too deeply, is
 * replaced; the other items are not affected.
 *
 * Items are serialized in groups: a single character beyond Latin-1 makes V8 store a string with two bytes per
 * character, and such a string takes twice as long to write and to encode. Recent items are also still in the
 * processor's cache.
 */
export class JsonArrayWriter {
  private readonly texts: string[] = [];
  private group: unknown[] = [];

  /** @param substitute creates the replacement of an item that cannot be serialized */
  constructor(private readonly substitute: () => unknown) {}

  add(item: unknown): void {
    if (this.group.push(item) === GROUP) {
      this.flush();
    }
  }

  end(): Buffer {
    if (this.group.length > 0 || this.texts.length === 0) {
      this.flush();
    }
    return joinArrays(this.texts);
  }

  private flush(): void {
    this.texts.push(this.render(this.group));
    this.group = [];
  }

  private render(items: readonly unknown[]): string {
    try {
      return JSON.stringify(items);
    } catch {
      return `[${items.map((item) => this.renderOne(item)).join(',')}]`;
    }
  }

  private renderOne(item: unknown): string {
    try {
      return JSON.stringify(item);
    } catch {
      return JSON.stringify(this.substitute());
    }
  }
}

/** Joins the JSON of several arrays into one array. */
function joinArrays(texts: readonly string[]): Buffer {
  let length = 0;
  let longest = 0;
  for (const text of texts) {
    length += text.length;
    longest = Math.max(longest, text.length);
  }
  // Usually large enough: computing the exact size takes longer than writing.
  let bytes = Buffer.allocUnsafe(length + longest * (UNIT_BYTES - 1));
  let end = 1;
  for (const text of texts) {
    // The opening bracket of an array replaces the closing one of the array before, and becomes a comma.
    const start = end - 1;
    const needed = start + text.length * UNIT_BYTES;
    if (needed > bytes.length) {
      bytes = Buffer.concat([bytes], needed + length);
    }
    end = start + bytes.write(text, start);
    bytes[start] = COMMA;
  }
  bytes[0] = OPENING_BRACKET;
  bytes[end - 1] = CLOSING_BRACKET;
  return bytes.subarray(0, end);
}
