const MAX_DEPTH = 8;

/**
 * Events of a call usually have the same connection, and each contains a copy of its settings. Settings are checked
 * once per object; therefore copies that are equal to the last settings are replaced with that object.
 */
export class SharedSettings {
  private last: unknown;

  share(config: unknown): unknown {
    if (this.last !== config && !isEqual(this.last, config, 0)) {
      this.last = config;
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
  return (
    keys.length === others.length &&
    keys.every(
      (key, index) =>
        key === others[index] &&
        isEqual((first as Record<string, unknown>)[key], (second as Record<string, unknown>)[key], depth + 1),
    )
  );
}
