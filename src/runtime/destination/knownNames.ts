import type { KnownNames } from '../workflow/source';
import { libraryBindings } from '../workflow/workflowEngine';
import { runtimeNames } from './bindings/runtime';

let names: Promise<KnownNames> | undefined;

/** The names that are bound without a workflow file; always the same object. */
export function knownNames(): Promise<KnownNames> {
  names ??= libraryBindings().then((library) => ({ runtime: runtimeNames, library: Object.keys(library) }));
  return names;
}
