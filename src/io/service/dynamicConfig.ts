/** A setting that is filled in from the event: `{{ event.context.key || "default" }}`. */
interface Placeholder {
  path: readonly string[];
  fallback: string;
}

const SEGMENT = /^\w+$/;
const MAX_DEPTH = 20;

/**
 * Returns the settings with every placeholder replaced by a value of the message. The paths that were used are
 * removed from the message, which is modified. Settings without placeholders are returned unchanged. Values from an
 * event are data: placeholders in them are not replaced.
 */
export function fillIn(config: unknown, message: unknown): unknown {
  if (!hasPlaceholders(config)) {
    return config;
  }
  const used: (readonly string[])[] = [];
  const filled = replace(config, message, used, 0);
  // At the end, so that two settings may read the same path.
  for (const path of used) {
    remove(message, path);
  }
  return filled;
}

/** Whether any of the settings is filled in from the event. */
export function hasPlaceholders(config: unknown): boolean {
  return hasPlaceholder(config, 0);
}

function hasPlaceholder(value: unknown, depth: number): boolean {
  if (typeof value === 'string') {
    return value.includes('{{');
  }
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
    return false;
  }
  for (const key in value) {
    if (hasPlaceholder((value as Record<string, unknown>)[key], depth + 1)) {
      return true;
    }
  }
  return false;
}

function replace(value: unknown, message: unknown, used: (readonly string[])[], depth: number): unknown {
  if (typeof value === 'string') {
    const placeholder = parsePlaceholder(value);
    if (!placeholder) {
      return value;
    }
    const found = read(message, placeholder.path);
    if (!found) {
      return placeholder.fallback;
    }
    used.push(placeholder.path);
    return found;
  }
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => replace(item, message, used, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replace(item, message, used, depth + 1)]),
  );
}

/** Parsed by hand: a pattern with nested repetition could backtrack indefinitely. */
function parsePlaceholder(text: string): Placeholder | undefined {
  const trimmed = text.trim();
  const bar = trimmed.indexOf('||');
  if (!trimmed.startsWith('{{') || !trimmed.endsWith('}}') || bar === -1) {
    return undefined;
  }
  const segments = trimmed.slice(2, bar).trim().split('.');
  const [root, ...path] = segments;
  if ((root !== 'event' && root !== 'message') || path.length === 0) {
    return undefined;
  }
  if (!path.every((segment) => SEGMENT.test(segment))) {
    return undefined;
  }
  return {
    path,
    fallback: trimmed
      .slice(bar + 2, -2)
      .replaceAll('"', '')
      .trim(),
  };
}

function read(message: unknown, path: readonly string[]): unknown {
  let value = message;
  for (const segment of path) {
    value = ownValue(value, segment);
  }
  return value;
}

function remove(message: unknown, path: readonly string[]): void {
  const parent = read(message, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof parent === 'object' && parent !== null && last !== undefined) {
    Reflect.deleteProperty(parent, last);
  }
}

function ownValue(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
