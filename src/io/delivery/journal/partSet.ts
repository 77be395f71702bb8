const PAGE_LINES = 4096;

/**
 * A set of parts of lines, with one bit each. Bits are in pages that are created on demand; a Set would need 40 bytes
 * per part.
 */
export class PartSet {
  /** The pages by part, then by page number. */
  private readonly parts: Map<number, Uint32Array>[] = [];

  add(line: number, part: number): void {
    const pages = (this.parts[part] ??= new Map<number, Uint32Array>());
    const number = Math.floor(line / PAGE_LINES);
    let page = pages.get(number);
    if (!page) {
      page = new Uint32Array(PAGE_LINES / 32);
      pages.set(number, page);
    }
    const bit = line % PAGE_LINES;
    page[bit >>> 5] = (page[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  delete(line: number, part: number): boolean {
    if (!this.has(line, part)) {
      return false;
    }
    const page = this.parts[part]?.get(Math.floor(line / PAGE_LINES));
    const bit = line % PAGE_LINES;
    if (page) {
      page[bit >>> 5] = (page[bit >>> 5] ?? 0) & ~(1 << (bit & 31));
    }
    return true;
  }

  has(line: number, part: number): boolean {
    return isSet(this.parts[part]?.get(Math.floor(line / PAGE_LINES)), line % PAGE_LINES);
  }

  hasLine(line: number): boolean {
    const number = Math.floor(line / PAGE_LINES);
    return this.parts.some((pages: Map<number, Uint32Array> | undefined) =>
      isSet(pages?.get(number), line % PAGE_LINES),
    );
  }

  /** Moves all parts to another set. */
  moveTo(other: PartSet): void {
    // forEach skips the parts that no line has.
    this.parts.forEach((pages, part) => {
      for (const [number, page] of pages) {
        for (let bit = 0; bit < PAGE_LINES; bit += 1) {
          if (isSet(page, bit)) {
            other.add(number * PAGE_LINES + bit, part);
          }
        }
      }
    });
    this.parts.length = 0;
  }
}

function isSet(page: Uint32Array | undefined, bit: number): boolean {
  return page !== undefined && ((page[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}
