/**
 * `destkit/runtime`: runs a destination's workflows inside a host. It needs only packages that such a host already
 * has.
 */
export { compiledExecutor } from '../../runtime/workflow/compiledExecutor';
export { createHostRuntime } from './hostRuntime';
export { createNativeDestination } from './nativeDestination';
