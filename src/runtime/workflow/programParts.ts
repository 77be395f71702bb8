import type { BoundedCache } from '../boundedCache';
import type { CodeMaker } from './codeMaker';
import type { InnerWorkflow } from './compileSteps';
import type { WorkflowSource } from './source';
import type { StepShape } from './stepShape';

/** What an expression finds under `$name` besides the workflow's bindings: the run's own. */
export type RunBindings = Record<string, unknown>;

/** The output of a step that did not run. */
export const skipped = Symbol('skipped');

/** Where a run keeps its instant, once something has asked for it; no expression can name it. */
export const INSTANT = '@instant';

/** More than any workflow has at once; while one is edited, what is known of its inputs changes again and again. */
export const REMEMBERED_USES = 100;

/** Runs a step that is not made of expressions, such as an external workflow; gives its output, or `skipped`. */
export type ForeignStep = (input: unknown, bindings: RunBindings) => Promise<unknown>;

export interface ProgramParts {
  /** The workflow's name. */
  name: string;
  /** Where the code comes from. */
  maker: CodeMaker;
  steps: readonly StepShape[];
  /** workflow-engine runs all of them: their templates are in its other language. */
  isForeign?: boolean;
  /** The workflow's bindings, the same for all runs. */
  bindings: Readonly<Record<string, unknown>>;
  /** Names that each run binds, over and above the workflow's. */
  runNames: readonly string[];
  foreign: (step: StepShape) => ForeignStep;
  /** The parts of the workflow that an `externalWorkflow` step runs; undefined when they are out of reach. */
  inner: (step: StepShape) => ProgramParts | undefined;
  /** What was read of the workflow's file, where it is known. */
  source?: WorkflowSource | undefined;
  /** When given, what was compiled of the workflow for others to run is kept here, and used again. */
  compiled?: BoundedCache<string, InnerWorkflow>;
}
