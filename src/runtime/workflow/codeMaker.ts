import type { CompiledAst } from '../jsonata/compile';
import type { Environment } from '../jsonata/emit/generate';
import type { Operand } from '../jsonata/emit/operand';
import type { CompileInner, CompiledStep, Run } from './compileSteps';
import type { ExpressionKey } from './expressions';
import type { ProgramParts } from './programParts';
import type { StepShape } from './stepShape';

/** Generates the code of a workflow when the workflow is built. */
export interface CodeMaker {
  /** Compiles a workflow to one function; undefined if it has steps that do not allow this: see fuse.ts. */
  fuse(parts: ProgramParts, options: FuseOptions): Fused | undefined;
  /** One expression of a workflow. */
  expression(text: string, use: ExpressionUse): Pick<CompiledAst, 'run' | 'usesClock'>;
  /** Wraps the function of a step that is not fused; returns the function to run instead. */
  step?(run: Run, step: StepShape, place: StepPath): Run;
  /** Compiles steps that run one after the other to one function. */
  sequence(steps: readonly CompiledStep[], parts: ProgramParts): Run;
}

export interface FuseOptions {
  wantsPlain: boolean;
  /** Whether to store the outputs of steps in `bindings.outputs`. */
  keepsOutputs: boolean;
  compileInner: CompileInner;
  /** The known properties of the input. */
  input?: Operand | undefined;
  /** Whether the workflow's value is only read field by field. */
  isSparse: boolean;
  /** Runs the workflow for an input that is an array. */
  runForArray: Run;
}

export interface Fused {
  /** Returns the workflow's output, or Failed. */
  run: Run;
  usesOutputs: boolean;
  /** The workflow reads the time, which the caller sets with `setInstant`. */
  usesClock: boolean;
  /** The known properties of the value. */
  value?: Operand | undefined;
}

/** The place of a step. */
export interface StepPath {
  parts: ProgramParts;
  /** The path of the step in its workflow: `body`, or `parent.child`. */
  path: string;
}

export interface ExpressionUse extends Environment, StepPath {
  key: ExpressionKey;
  /** Handles an error. */
  conclude: (error: unknown) => unknown;
}
