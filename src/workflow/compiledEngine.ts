import { compiler } from './compiler';
import type { Engine, EngineOptions } from './engine';
import { compileProgram } from './program';
import type { WorkflowSource } from './source';
import { buildEngine, createExecutor, partsOf } from './workflowEngine';

/** Runs workflows as JavaScript that is made when they are first run. */
export const compiledExecutor = createExecutor(compiler);

/** A workflow as JavaScript, run without workflow-engine's promises. */
export async function createCompiledEngine(source: WorkflowSource, options: EngineOptions): Promise<Engine> {
  const engine = await buildEngine(source, options, compiledExecutor);
  const parts = partsOf(engine, { runNames: [], executor: compiledExecutor, maker: compiler });
  const program = compileProgram(parts);
  return { run: (input, now) => program.run(input, undefined, now) };
}
