/**
 * What a series gives instead of a value when one of its expressions fails. To throw once more at each level of a
 * workflow costs more than all else that is done for an event: the engine looks up the place of each throw in the
 * tables of a large function.
 */
export class Failed {
  constructor(readonly error: unknown) {}
}

/** The value. @throws the error of a failed series */
export function orThrow(value: unknown): unknown {
  if (value instanceof Failed) {
    throw value.error;
  }
  return value;
}
