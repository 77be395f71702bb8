import type { CodeMaker } from './codeMaker';
import { compiler } from './compiler';
import type { Engine, EngineOptions } from './engine';
import type { Probing } from './probe';
import { compileProgram, type Program } from './program';
import type { ProgramParts } from './programParts';
import type { WorkflowSource } from './source';
import { buildEngine, createExecutor, partsOf } from './workflowEngine';

/** Runs workflows as JavaScript that is made when they are first run. */
export const compiledExecutor = createExecutor(compiler);

/** A workflow as JavaScript, run without workflow-engine's promises. */
export async function createCompiledEngine(source: WorkflowSource, options: EngineOptions): Promise<Engine> {
  return programEngine(compileProgram(await readParts(source, options)));
}

/**
 * What a workflow is made of.
 *
 * @param maker makes its code: the compiler, or one that watches what the code does
 * @param probe with it, the code will count what it reaches
 */
export async function readParts(
  source: WorkflowSource,
  options: EngineOptions,
  { probe, maker = compiler }: { probe?: Probing; maker?: CodeMaker } = {},
): Promise<ProgramParts> {
  const engine = await buildEngine(source, options, compiledExecutor);
  const probing = probe ? { probing: { source, probe } } : {};
  return partsOf(engine, { runNames: [], executor: compiledExecutor, maker, ...probing });
}

/** An engine of a program. */
export function programEngine(program: Program): Engine {
  return { run: (input, now) => program.run(input, undefined, now) };
}
