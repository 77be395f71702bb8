import type { ConfigChecker } from '../configChecker';
import { envelope } from './envelope';
import { ensure, failure, filterOut } from './outcomes';
import { epochMillis } from './time';
import { first, object, text, truthy } from './values';

/**
 * What `./runtime` gives to a workflow: the functions that JSONata lacks. They know no destination, and none of
 * their names is one of JSONata's own. docs/bindings.md describes them.
 */
export function createRuntime(config: ConfigChecker): Record<string, unknown> {
  return {
    ensure,
    envelope,
    epochMillis,
    failure,
    filterOut,
    first,
    object,
    text,
    truthy,
    /** Rejects the event when its connection's settings do not match the config schema. */
    validateConfig: (value: unknown): true => config.ensureValid(value),
  };
}
