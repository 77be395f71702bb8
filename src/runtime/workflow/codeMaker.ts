import type { CompiledAst } from '../jsonata/compile';
import type { Environment } from '../jsonata/emit/generate';
import type { Operand } from '../jsonata/emit/operand';
import type { CompileInner, CompiledStep, Run } from './compileSteps';
import type { ExpressionKey } from './expressions';
import type { ProgramParts } from './programParts';
import type { StepShape } from './stepShape';

/** Makes the code of a workflow when the workflow is built. */
export interface CodeMaker {
  /** A workflow as one function; undefined when it has steps that need more: see fuse.ts. */
  fuse(parts: ProgramParts, options: FuseOptions): Fused | undefined;
  /** One expression of a workflow. */
  expression(text: string, use: ExpressionUse): Pick<CompiledAst, 'run' | 'usesClock'>;
  /** A step that is not fused with others, whatever it is made of: the function that is to run in place of its own. */
  step?(run: Run, step: StepShape, place: StepPath): Run;
  /** Steps that run one after the other, as one function. */
  sequence(steps: readonly CompiledStep[], parts: ProgramParts): Run;
}

export interface FuseOptions {
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

/** Where a step stands. */
export interface StepPath {
  parts: ProgramParts;
  /** Its path in its workflow: `body`, or `parent.child`. */
  path: string;
}

export interface ExpressionUse extends Environment, StepPath {
  key: ExpressionKey;
  /** What to do about an error. */
  conclude: (error: unknown) => unknown;
}
