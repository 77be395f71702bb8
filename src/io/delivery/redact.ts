/** Replaces a secret in output. */
export const MASK = '***';

/** Masks all secrets in a string, the longest first, because one secret may contain another. */
export function redact(text: string, secrets: readonly string[]): string {
  let result = text;
  const ordered = [...secrets].sort((first, second) => second.length - first.length);
  for (const secret of ordered) {
    if (secret !== '') {
      result = result.replaceAll(secret, MASK);
    }
  }
  return result;
}

/** The values of the secret headers; names are compared regardless of case. */
export function secretValues(headers: Record<string, unknown>, secretHeaders: ReadonlySet<string>): string[] {
  return Object.entries(headers)
    .filter(([name]) => secretHeaders.has(name.toLowerCase()))
    .map(([, value]) => String(value));
}
