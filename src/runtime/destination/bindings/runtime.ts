import { describe } from '../../jsonata/hostFunction';
import type { Validator } from '../../schema/validating';
import { ConfigChecker } from '../configChecker';
import * as all from './all';
import type { Binding, BindingContext } from './binding';
import type { Hashes } from './hashes';

/** The functions that `path: ./runtime` binds, by name. None has the name of a function of JSONata. */
export const bindings: ReadonlyMap<string, Binding> = new Map<string, Binding>(Object.entries(all));

/** All names that `path: ./runtime` binds. `compiledExecutor` is not callable; the engine adds it. */
export const runtimeNames: readonly string[] = [...bindings.keys(), 'compiledExecutor'];

/** Creates the functions of `./runtime`, which JSONata lacks. See docs/bindings.md. */
export function createRuntime(config: ConfigChecker, hashes: Hashes): Record<string, unknown> {
  const context = { config, hashes };
  return Object.fromEntries(
    [...bindings].map(([name, binding]) => [name, describe(binding.run ?? binding.create(context), binding)]),
  );
}

/** The functions of `./runtime`, with the config checker and the hashes that they use. */
export interface RuntimeContext extends BindingContext {
  runtime: Record<string, unknown>;
}

const known = new WeakMap<Validator, RuntimeContext>();

/** Cached by config schema: compiled code is reused only for the same `runtime` object. */
export function runtimeContextFor(schema: Validator, hashes: Hashes): RuntimeContext {
  const found = known.get(schema);
  if (found?.hashes === hashes) {
    return found;
  }
  const config = new ConfigChecker(schema, hashes);
  const made = { hashes, config, runtime: createRuntime(config, hashes) };
  known.set(schema, made);
  return made;
}
