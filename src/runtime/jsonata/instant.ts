import { focus } from './runtime/focus';

/** The instant of the evaluations that follow. */
export function setInstant(instant: Date): void {
  focus.environment.timestamp = instant;
}

/** A binding is asynchronous when it says so. */
export function isAsync(value: unknown): boolean {
  return (
    typeof value === 'function' &&
    (value.constructor.name === 'AsyncFunction' || (value as { async?: unknown }).async === true)
  );
}
