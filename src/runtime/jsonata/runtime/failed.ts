/**
 * The result of a series if one of its expressions fails. Throwing again at each level of a workflow would cost more
 * than the rest of the work for an event, because JavaScript looks up each throw in the tables of a large function.
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
