import { hasPlaceholders } from './dynamicConfig';

const MAX_DEPTH = 8;

/**
 * Events of a call usually have the same connection, and each contains a copy of its settings. Settings are checked
 * once per object; therefore copies that are equal to the last settings are replaced with that object.
 */
export class SharedSettings {
  private last: unknown;
  /** Whether the last settings have placeholders. */
  hasPlaceholders = false;

  share(config: unknown): unknown {
    if (this.last !== config && !isEqual(this.last, config, 0)) {
      this.last = config;
      this.hasPlaceholders = hasPlaceholders(config);
    }
    return this.last;
  }
}

/** Whether two JSON values are equal, including the order of keys; deeply nested values never are. */
function isEqual(first: unknown, second: unknown, depth: number): boolean {
  if (typeof first !== 'object' || typeof second !== 'object' || first === null || second === null) {
    return first === second;
  }
  if (depth > MAX_DEPTH || Array.isArray(first) !== Array.isArray(second)) {
    return false;
  }
  const keys = Object.keys(first);
  const others = Object.keys(second);
  if (keys.length !== others.length) {
    return false;
  }
  for (const [index, key] of keys.entries()) {
    const value = (first as Record<string, unknown>)[key];
    const other = (second as Record<string, unknown>)[key];
    if (key !== others[index] || (value !== other && !isEqual(value, other, depth + 1))) {
      return false;
    }
  }
  return true;
}
