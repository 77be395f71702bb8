import type { Path } from './document';

/** The path that a JSON pointer (`/steps/0/name`) describes in a value: numbers in arrays, strings elsewhere. */
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

/** The value at a path; undefined when there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (hasOwn(value, String(part)) ? (value as Record<string, unknown>)[part] : undefined),
    root,
  );
}

export function hasOwn(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
