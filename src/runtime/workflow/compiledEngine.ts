import type { CodeMaker } from './codeMaker';
import { compiledExecutor } from './compiledExecutor';
import { compiler } from './compiler';
import type { Engine, EngineOptions } from './engine';
import { compileProgram, programEngine } from './program';
import type { ProgramParts } from './programParts';
import type { WorkflowSource } from './source';
import { SourceParts } from './sourceParts';
import { buildEngine, libraryBindings, partsOf, typedSteps } from './workflowEngine';

/** A workflow as JavaScript, run without workflow-engine's promises. */
export async function createCompiledEngine(source: WorkflowSource, options: EngineOptions): Promise<Engine> {
  return programEngine(compileProgram(await readParts(source, options), options.timeLimit));
}

/**
 * What a workflow is made of, with code from the compiler or another maker. Only what is out of the ordinary is built by
 * workflow-engine, which reads the files again.
 */
export async function readParts(
  source: WorkflowSource,
  options: EngineOptions,
  maker = compiler,
): Promise<ProgramParts> {
  const parts = (await sourceParts(options, maker)).of(source);
  if (parts) {
    return parts;
  }
  const engine = await buildEngine(source, options, compiledExecutor);
  return partsOf(engine, { runNames: [], executor: compiledExecutor, maker, source });
}

/** What the compiler has made for the workflows of one runtime. */
const compiled = new WeakMap<EngineOptions['runtime'], Promise<SourceParts>>();

async function sourceParts({ runtime }: EngineOptions, maker: CodeMaker): Promise<SourceParts> {
  const isCompiler = maker === compiler;
  const open = async () => {
    const library = await libraryBindings();
    return new SourceParts(
      { maker, runtime: { ...runtime, compiledExecutor }, library, typedSteps },
      isCompiler,
    );
  };
  const parts = (isCompiler ? compiled.get(runtime) : undefined) ?? open();
  if (isCompiler) {
    compiled.set(runtime, parts);
  }
  return parts;
}
