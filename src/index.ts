/** destkit: customer-data-platform destinations as data. See docs/library.md. */
export { loadDestination } from './destination/load';
export type { Destination, EngineName, HostEvent, RunOptions } from './destination/destination';
export type { Envelope, FeatureOutcome, Filtered, Outcome, Rejected, Warning } from './destination/outcome';
export { DestkitError, type ErrorReport, type Location } from './errors/destkitError';
export type { ErrorCode, StatTags } from './errors/catalogue';
export {
  compileExpression,
  type Bindings,
  type CompiledExpression,
  type GuardOptions,
} from './jsonata/compile';
export { JsonataError } from './jsonata/jsonataError';
export { compiledExecutor } from './workflow/compiledEngine';
