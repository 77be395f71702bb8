/** `destkit/runtime`: what runs a destination's workflows inside a host. It needs no other packages than such a host has. */
export { compiledExecutor } from '../../runtime/workflow/compiledExecutor';
export { createHostRuntime } from './hostRuntime';
export { createNativeDestination } from './nativeDestination';
