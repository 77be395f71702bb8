import type { Path } from './document';

/** Converts a JSON pointer (`/steps/0/name`) to a path in a value: numbers in arrays, strings elsewhere. */
export function parsePointer(pointer: string, root: unknown): (string | number)[] {
  let value = root;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => {
      const key = Array.isArray(value) ? Number(part) : part;
      value = valueAt(value, [key]);
      return key;
    });
}

/** The value at a path; undefined if there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (hasOwn(value, String(part)) ? (value as Record<string, unknown>)[part] : undefined),
    root,
  );
}

/**
 * The keys of the path to a part of a value, which is found by identity; undefined if the value does not contain it.
 */
export function findPath(whole: unknown, part: unknown): string[] | undefined {
  if (whole === part) {
    return [];
  }
  if (typeof whole !== 'object' || whole === null) {
    return undefined;
  }
  for (const [key, value] of Object.entries(whole)) {
    const path = findPath(value, part);
    if (path) {
      return [key, ...path];
    }
  }
  return undefined;
}

export function hasOwn(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
