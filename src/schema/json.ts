const token =
  /\s+|"(?:[^"\\\t\n\r]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])|[{}[\]:]|,(?!\s*[}\]])/y;

/** A text as JSON, with or without a byte order mark. */
export function parseJson(text: string): { isValid: boolean; value?: unknown } {
  try {
    return { isValid: true, value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch {
    return { isValid: false };
  }
}

/**
 * Where a text that is YAML stops being JSON: a comment, a single or missing quote, a comma before a closing
 * bracket. The start of the text when every part of it could be JSON.
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
