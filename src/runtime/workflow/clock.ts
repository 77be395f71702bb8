import { builtIns } from '../jsonata/runtime/builtIns';

/** The bindings `$now()` and `$millis()` of one run: one instant per event. */
export type Clock = (now?: number) => Record<string, unknown>;

/**
 * A clock for the interpreter, whose own is shared by all runs of an expression: two events at a time would see
 * each other's instant.
 */
export function createClock(): Clock {
  return (now) => {
    let instant = now;
    const read = () => (instant ??= Date.now());
    return {
      millis: read,
      now: (picture?: string, timezone?: string) =>
        builtIns.fromMillis.implementation(read(), picture, timezone),
    };
  };
}
