import { builtIns } from '../jsonata/runtime/builtIns';

/**
 * The bindings `$now()` and `$millis()` of one run in the interpreter, whose own clock is shared by all runs of an
 * expression: two events at a time would see each other's instant.
 */
export function clock(now?: number): Record<string, unknown> {
  let instant = now;
  const read = () => (instant ??= Date.now());
  return {
    millis: read,
    now: (picture?: string, timezone?: string) =>
      builtIns.fromMillis.implementation(read(), picture, timezone),
  };
}
