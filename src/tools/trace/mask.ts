import type { Path } from '../../runtime/schema/document';

/** Replaces a secret in output. */
export const MASK = '***';

/** Strings that must not be shown, and the names of headers whose values must not be shown. */
export interface Secrets {
  texts: readonly string[];
  /** In lower case. */
  headers: ReadonlySet<string>;
}

/** The secret settings of an event, or of an array of events: their paths and values. */
export function secretSettings(input: unknown, keys: readonly string[]): { path: Path; value: unknown }[] {
  if (Array.isArray(input)) {
    return input.flatMap((event, index) =>
      secretSettings(event, keys).map(({ path, value }) => ({ path: [index, ...path], value })),
    );
  }
  const { destination } = (input ?? {}) as { destination?: { Config?: Record<string, unknown> } };
  const config = destination?.Config ?? {};
  return keys
    .filter((key) => Object.hasOwn(config, key))
    .map((key) => ({ path: ['destination', 'Config', key], value: config[key] }));
}

/** The strings in these values. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(textsIn);
  }
  return value === undefined || value === null || value === ''
    ? []
    : [typeof value === 'string' ? value : JSON.stringify(value)];
}

/** The values of secret headers, wherever headers occur in a value. */
export function headerTexts(value: unknown, headers: ReadonlySet<string>): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    headers.has(key.toLowerCase()) ? textsIn(item) : headerTexts(item, headers),
  );
}

/**
 * A copy of plain data without secrets. It removes the secret strings wherever they occur, the values under the names
 * of secret headers, and the values that differ in the `twin`, which was created in the same way with other secrets.
 */
export function mask<T>(value: T, secrets: Secrets, twin?: unknown): T {
  const texts = [...new Set(secrets.texts)].sort((first, second) => second.length - first.length);
  const redact = (text: string): string =>
    texts.reduce((left, secret) => left.replaceAll(secret, MASK), text);
  const visit = (item: unknown, other: unknown): unknown => {
    if (typeof item === 'object' && item !== null) {
      return Array.isArray(item)
        ? item.map((each, index) => visit(each, twin && itemAt(other, index)))
        : Object.fromEntries(
            Object.entries(item).map(([key, each]) => [
              redact(key),
              secrets.headers.has(key.toLowerCase()) && typeof each !== 'object'
                ? MASK
                : key === 'milliseconds'
                  ? (each as unknown)
                  : visit(each, twin && itemAt(other, key)),
            ]),
          );
    }
    if (twin && item !== other) {
      return MASK;
    }
    return typeof item === 'string' ? redact(item) : texts.includes(String(item)) ? MASK : item;
  };
  return visit(value, twin) as T;
}

function itemAt(value: unknown, key: string | number): unknown {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return isThere ? (value as Record<string, unknown>)[key] : undefined;
}
