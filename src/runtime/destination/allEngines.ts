import { createCompiledEngine } from '../workflow/compiledEngine';
import { createReferenceEngine } from '../workflow/workflowEngine';
import type { Engines } from './destination';

/** The engines that this package runs workflows with. */
export const allEngines: Engines = { compiled: createCompiledEngine, reference: createReferenceEngine };
