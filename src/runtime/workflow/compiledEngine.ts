import type { CodeMaker } from './codeMaker';
import { compiledExecutor } from './compiledExecutor';
import { compiler } from './compiler';
import type { Engine, EngineOptions } from './engine';
import { compileProgram, programEngine } from './program';
import type { ProgramParts } from './programParts';
import type { WorkflowSource } from './source';
import { SourceParts } from './sourceParts';
import { buildEngine, libraryBindings, partsOf, typedSteps } from './workflowEngine';

/** A workflow compiled to JavaScript, which runs without workflow-engine's promises. */
export async function createCompiledEngine(source: WorkflowSource, options: EngineOptions): Promise<Engine> {
  return programEngine(compileProgram(await readParts(source, options), options.timeLimit));
}

/**
 * The parts of a workflow, with code from the compiler or another maker. workflow-engine, which reads the files
 * again, builds only workflows with unusual features.
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

/** The results of the compiler for the workflows of one runtime. */
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
