import type { ConfigChecker } from '../configChecker';
import { envelope } from './envelope';
import { ensure, failure, filterOut } from './outcomes';
import { epochMillis } from './time';
import { first, object, text, truthy } from './values';

/** The functions that are the same for every destination. */
const functions = { ensure, envelope, epochMillis, failure, filterOut, first, object, text, truthy };

/** All names that `path: ./runtime` binds. */
export const runtimeNames = [...Object.keys(functions), 'validateConfig', 'compiledExecutor'];

/**
 * What `./runtime` gives to a workflow: the functions that JSONata lacks. They know no destination, and none of
 * their names is one of JSONata's own. docs/bindings.md describes them.
 */
export function createRuntime(config: ConfigChecker): Record<string, unknown> {
  return {
    ...functions,
    /** Rejects the event when its connection's settings do not match the config schema. */
    validateConfig: (value: unknown): true => config.ensureValid(value),
  };
}
