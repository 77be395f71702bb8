/** destkit: customer-data-platform destinations as data. See docs/library.md. */
export { loadDestination } from './runtime/destination/load';
export type { LoadOptions } from './runtime/destination/folder';
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
export { compiledExecutor } from './runtime/workflow/compiledExecutor';
