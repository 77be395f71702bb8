import { describe } from '../../jsonata/hostFunction';
import type { Validator } from '../../schema/validating';
import { ConfigChecker } from '../configChecker';
import * as all from './all';
import type { Binding, BindingContext } from './binding';
import type { Hashes } from './hashes';

/** The functions that `path: ./runtime` binds, by name. None has the name of a function of JSONata. */
export const bindings: ReadonlyMap<string, Binding> = new Map<string, Binding>(Object.entries(all));

/** All names that `path: ./runtime` binds. The executor is not a function to call; whoever builds the engine adds it. */
export const runtimeNames: readonly string[] = [...bindings.keys(), 'compiledExecutor'];

/** What `./runtime` gives to a workflow: the functions that JSONata lacks. docs/bindings.md describes them. */
export function createRuntime(config: ConfigChecker, hashes: Hashes): Record<string, unknown> {
  const context = { config, hashes };
  return Object.fromEntries(
    [...bindings].map(([name, binding]) => [name, describe(binding.run ?? binding.create(context), binding)]),
  );
}

/** What the workflows of a destination share. */
export interface Surroundings extends BindingContext {
  runtime: Record<string, unknown>;
}

const known = new WeakMap<Validator, Surroundings>();

/** The same for the same config schema: what was compiled for a runtime can be used for as long as it is the same one. */
export function surroundingsFor(schema: Validator, hashes: Hashes): Surroundings {
  const found = known.get(schema);
  if (found?.hashes === hashes) {
    return found;
  }
  const config = new ConfigChecker(schema, hashes);
  const made = { hashes, config, runtime: createRuntime(config, hashes) };
  known.set(schema, made);
  return made;
}
