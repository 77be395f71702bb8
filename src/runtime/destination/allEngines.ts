import { createCompiledEngine } from '../workflow/compiledEngine';
import { createReferenceEngine } from '../workflow/workflowEngine';
import { TIME_LIMIT } from '../workflow/engine';
import type { Engines } from './destination';

/**
 * The engines that this package runs workflows with.
 *
 * @param timeLimit milliseconds that an event may take
 */
export function enginesWithin(timeLimit: number): Engines {
  return {
    compiled: (source, options) => createCompiledEngine(source, { ...options, timeLimit }),
    reference: (source, options) => createReferenceEngine(source, { ...options, timeLimit }),
  };
}

export const allEngines: Engines = enginesWithin(TIME_LIMIT);
