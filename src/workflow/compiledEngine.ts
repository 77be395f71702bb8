import type { CodeMaker } from './codeMaker';
import { compiler } from './compiler';
import type { Engine, EngineOptions } from './engine';
import { compileProgram } from './program';
import type { WorkflowSource } from './source';
import { buildEngine, createExecutor, partsOf } from './workflowEngine';

/** Runs workflows as JavaScript that is made when they are first run. */
export const compiledExecutor = createExecutor(compiler);

/**
 * A workflow as JavaScript, run without workflow-engine's promises.
 *
 * @param maker makes the code: the compiler, or one that watches it
 */
export async function createCompiledEngine(
  source: WorkflowSource,
  options: EngineOptions,
  maker: CodeMaker = compiler,
): Promise<Engine> {
  const engine = await buildEngine(source, options, compiledExecutor);
  const parts = partsOf(engine, { runNames: [], executor: compiledExecutor, maker });
  const program = compileProgram(parts);
  return { run: (input, now) => program.run(input, undefined, now) };
}
