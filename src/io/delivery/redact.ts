/** What stands in the place of a secret. */
export const MASK = '***';

/** The text without any of the secrets, longest first, so that none hides within another. */
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

/** The values of the headers that are secret, by name without regard to case. */
export function secretValues(headers: Record<string, unknown>, secretHeaders: ReadonlySet<string>): string[] {
  return Object.entries(headers)
    .filter(([name]) => secretHeaders.has(name.toLowerCase()))
    .map(([, value]) => String(value));
}
