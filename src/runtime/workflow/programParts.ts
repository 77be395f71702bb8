import type { BoundedCache } from '../boundedCache';
import type { CodeMaker } from './codeMaker';
import type { InnerWorkflow } from './compileSteps';
import type { WorkflowSource } from './source';
import type { StepShape } from './stepShape';

/** The bindings of a run, in addition to those of the workflow. */
export type RunBindings = Record<string, unknown>;

/** The output of a step that was skipped. */
export const skipped = Symbol('skipped');

/** The key of a run's instant, after its first use; an expression cannot contain this name. */
export const INSTANT = '@instant';

/** More than any workflow has at once; while one is edited, what is known of its inputs changes again and again. */
export const REMEMBERED_USES = 100;

/** Runs a step that is not made of expressions, such as an external workflow; gives its output, or `skipped`. */
export type ForeignStep = (input: unknown, bindings: RunBindings) => Promise<unknown>;

export interface ProgramParts {
  /** The workflow's name. */
  name: string;
  /** The source of the code. */
  maker: CodeMaker;
  steps: readonly StepShape[];
  /** workflow-engine runs all of them: their templates are in its other language. */
  isForeign?: boolean;
  /** The workflow's bindings, the same for all runs. */
  bindings: Readonly<Record<string, unknown>>;
  /** Names that each run binds, in addition to the workflow's. */
  runNames: readonly string[];
  foreign: (step: StepShape) => ForeignStep;
  /** The parts of the workflow that an `externalWorkflow` step runs; undefined if they are not accessible. */
  inner: (step: StepShape) => ProgramParts | undefined;
  /** The source of the workflow's file, if it is known. */
  source?: WorkflowSource | undefined;
  /** When given, what was compiled of the workflow for others to run is kept here, and used again. */
  compiled?: BoundedCache<string, InnerWorkflow>;
}
