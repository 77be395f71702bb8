/** destkit: customer-data-platform destinations as data. See docs/library.md. */
import type { Destination } from './runtime/destination/destination';
import type { LoadOptions } from './runtime/destination/folder';
import type * as Loader from './runtime/destination/load';

/**
 * Loads a destination: a name (looked up in ./destinations, then in the package) or the path of a folder. Each folder
 * is read once per process; if loading failed, the next call reads it again.
 *
 * @throws DESTINATION_NOT_FOUND, DESTINATION_INVALID
 */
export async function loadDestination(nameOrPath: string, options?: LoadOptions): Promise<Destination> {
  // Loading this module takes longer than all the others, and programs that only compile expressions do not need it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an `import()` fails in a program that runs under jest
  const { loadDestination: load } = require('./runtime/destination/load') as typeof Loader;
  return load(nameOrPath, options);
}

export type { LoadOptions };
export type { Destination, EngineName, HostEvent, RunOptions } from './runtime/destination/destination';
export type {
  Envelope,
  FeatureOutcome,
  Filtered,
  Outcome,
  Rejected,
  Warning,
} from './runtime/destination/outcome';
export { DestkitError, type ErrorReport, type Location } from './runtime/errors/destkitError';
export type { ErrorCode, StatTags } from './runtime/errors/catalogue';
export {
  compileExpression,
  type Bindings,
  type CompiledExpression,
  type GuardOptions,
} from './runtime/jsonata/compile';
export { JsonataError } from './runtime/jsonata/jsonataError';
