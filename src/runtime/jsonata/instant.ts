import { focus } from './runtime/focus';

/** Sets the instant of the following evaluations. */
export function setInstant(instant: Date): void {
  focus.environment.timestamp = instant;
}

/** A binding is asynchronous if it is an async function. */
export function isAsync(value: unknown): boolean {
  return (
    typeof value === 'function' &&
    (value.constructor.name === 'AsyncFunction' || (value as { async?: unknown }).async === true)
  );
}
