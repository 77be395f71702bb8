import { builtIns } from './builtIns';
import { limits } from './guard';
import { createSequence, type List } from './sequence';

/** The `this` of a built-in: creates sequences, and contains the instant of the evaluation. */
export interface Focus {
  createSequence(...items: unknown[]): List;
  environment: { timestamp: Date };
  input: unknown;
  options: { sequence: number };
}

/** Shared by all evaluations: they are synchronous, and each sets the instant that it needs. */
export const focus: Focus = {
  createSequence,
  environment: { timestamp: new Date(0) },
  input: undefined,
  options: limits,
};

/** `$now()` */
export function now(picture?: unknown, timezone?: unknown): unknown {
  return builtIns.fromMillis.implementation(millis(), picture, timezone);
}

/** `$millis()` */
export function millis(): number {
  return focus.environment.timestamp.getTime();
}
