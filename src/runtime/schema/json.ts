const token =
  /\s+|"(?:[^"\\\t\n\r]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])|[{}[\]:]|,(?!\s*[}\]])/y;

/** Parses a text as JSON, with or without a byte order mark. */
export function parseJson(text: string): { isValid: boolean; value?: unknown } {
  try {
    return { isValid: true, value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch {
    return { isValid: false };
  }
}

/**
 * The offset at which a YAML text is not JSON: a comment, a single or missing quote, a comma before a closing
 * bracket. 0 if no such place is found.
 */
export function findNonJson(text: string): number {
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  while (offset < text.length) {
    token.lastIndex = offset;
    const length = token.exec(text)?.[0].length ?? 0;
    if (length === 0) {
      return offset;
    }
    offset += length;
  }
  return 0;
}

/** The bracket after the comma at an offset, if there is only white space between the two. */
export function trailingComma(text: string, offset: number): string | undefined {
  return /^,\s*([}\]])/.exec(text.slice(offset))?.[1];
}

/**
 * Whether an object in a JSON text has a duplicate key: its value, which keeps only one of them, then has fewer keys.
 */
export function hasRepeatedKeys(text: string, value: unknown): boolean {
  let written = 0;
  for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/gs)) {
    written += colon === undefined ? 0 : 1;
  }
  return written !== countKeys(value);
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  const items: unknown[] = Object.values(value);
  return items.reduce<number>((sum, item) => sum + countKeys(item), Array.isArray(value) ? 0 : items.length);
}
