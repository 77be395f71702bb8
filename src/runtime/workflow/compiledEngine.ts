import type { CodeMaker } from './codeMaker';
import { compiler } from './compiler';
import type { Engine, EngineOptions } from './engine';
import type { Probing } from './probe';
import { compileProgram, type Program } from './program';
import type { ProgramParts } from './programParts';
import type { WorkflowSource } from './source';
import { SourceParts } from './sourceParts';
import { buildEngine, createExecutor, libraryBindings, partsOf } from './workflowEngine';

/** Runs workflows as JavaScript that is made when they are first run. */
export const compiledExecutor = createExecutor(compiler);

/** A workflow as JavaScript, run without workflow-engine's promises. */
export async function createCompiledEngine(source: WorkflowSource, options: EngineOptions): Promise<Engine> {
  return programEngine(compileProgram(await readParts(source, options)));
}

/** Who watches what the code does; nobody does when both are absent. */
interface Watching {
  /** Counts what the code reaches. */
  probe?: Probing;
  /** Makes the code instead of the compiler. */
  maker?: CodeMaker;
}

/** What a workflow is made of. Only what is out of the ordinary is built by workflow-engine, which reads the files again. */
export async function readParts(
  source: WorkflowSource,
  options: EngineOptions,
  watching: Watching = {},
): Promise<ProgramParts> {
  const parts = (await sourceParts(options, watching)).of(source);
  if (parts) {
    return parts;
  }
  const { probe, maker = compiler } = watching;
  const engine = await buildEngine(source, options, compiledExecutor);
  return partsOf(engine, { runNames: [], executor: compiledExecutor, maker, probing: { source, probe } });
}

/** What was compiled for the workflows of one runtime. */
const unwatched = new WeakMap<EngineOptions['runtime'], Promise<SourceParts>>();

async function sourceParts({ runtime }: EngineOptions, { probe, maker }: Watching): Promise<SourceParts> {
  const isWatched = probe !== undefined || maker !== undefined;
  const open = async () =>
    new SourceParts(
      {
        maker: maker ?? compiler,
        probe,
        runtime: { ...runtime, compiledExecutor },
        library: await libraryBindings(),
      },
      !isWatched,
    );
  const parts = (isWatched ? undefined : unwatched.get(runtime)) ?? open();
  if (!isWatched) {
    unwatched.set(runtime, parts);
  }
  return parts;
}

/** An engine of a program. */
export function programEngine(program: Program): Engine {
  return { run: (input, now) => program.run(input, undefined, now) };
}
