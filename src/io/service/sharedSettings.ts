const MAX_DEPTH = 8;

/**
 * Events of a call mostly go over one connection, and each brings a copy of its settings. Settings are checked once per
 * object, so that copies which are equal to the last ones become that object.
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

/** Whether two JSON values are equal, the order of keys included; values that are nested deeply never are. */
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
