import jsonata from 'jsonata';

interface BuiltIn {
  implementation: (...args: unknown[]) => unknown;
}

/** The bindings `$now()` and `$millis()` of one run: one instant per event. */
export type Clock = (now?: number) => Record<string, unknown>;

/**
 * The interpreter's own clock is shared by all runs of an expression, so that two events at a time would see each
 * other's instant; this one belongs to a run.
 */
export async function createClock(): Promise<Clock> {
  // Evaluating the name of a built-in gives its definition.
  const { implementation } = (await jsonata('$fromMillis').evaluate(undefined)) as BuiltIn;
  return (now) => {
    let instant = now;
    const read = () => (instant ??= Date.now());
    return {
      millis: read,
      now: (picture?: string, timezone?: string) => implementation(read(), picture, timezone),
    };
  };
}
