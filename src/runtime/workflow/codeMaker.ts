import type { CompiledAst } from '../jsonata/compile';
import type { Environment } from '../jsonata/emit/generate';
import type { Operand } from '../jsonata/emit/operand';
import type { CompileInner, CompiledStep, Run } from './compileSteps';
import type { ProgramParts } from './programParts';

/** Where the code of a workflow comes from: it is made when a workflow is built, or was made before. */
export interface CodeMaker {
  /** Whether an expression can be code: see compileSteps.ts. */
  isCompilable(text: string, parts: ProgramParts): boolean;
  /** The steps whose outputs are plain JSON of their own: see ownership.ts. */
  findOwned(parts: ProgramParts): ReadonlySet<string>;
  /** A workflow as one function; undefined when it has steps that need more: see fuse.ts. */
  fuse(parts: ProgramParts, options: FuseOptions): Fused | undefined;
  /** One expression of a workflow. */
  expression(text: string, use: ExpressionUse): Pick<CompiledAst, 'run' | 'usesClock'>;
  /** Steps that run one after the other, as one function. */
  sequence(steps: readonly CompiledStep[]): Run;
}

export interface FuseOptions {
  /** The workflow's place among those that run it, the same each time the program is built. */
  key: string;
  wantsPlain: boolean;
  /** Keep what the steps gave in `bindings.outputs`. */
  keepsOutputs: boolean;
  compileInner: CompileInner;
  /** What is known of the input. */
  input?: Operand | undefined;
  /** The workflow's value is only read field by field. */
  isSparse: boolean;
  /** Runs the workflow for an input that is an array. */
  runForArray: Run;
}

export interface Fused {
  /** Gives the workflow's output, or Failed. */
  run: Run;
  usesOutputs: boolean;
  /** It asks for the time; whoever runs it says with `setInstant` which. */
  usesClock: boolean;
  /** What is known of the value. */
  value?: Operand | undefined;
}

export interface ExpressionUse extends Environment {
  parts: ProgramParts;
  /** What to do about an error. */
  conclude: (error: unknown) => unknown;
}
