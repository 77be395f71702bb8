import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import type { Location } from '../../runtime/errors/destkitError';
import type { Json } from '../../runtime/jsonata/plain';
import type { Turn } from './measure';

/** The path of one event through a destination, and the sources of each field of the result. */
export interface Trace {
  destination: string;
  feature: string;
  outcome: Outcome | FeatureOutcome;
  /** Where an event that was rejected or filtered was stopped. */
  stopped?: Stop;
  workflow: WorkflowTrace;
  /** One for each leaf of the result. */
  fields: FieldTrace[];
  /** Changes of single fields of the event or the settings that change the outcome. */
  turns: (Omit<Turn, 'path'> & { path: string })[];
  /**
   * The number of values of the event and the settings that were varied, and of those that were skipped because there
   * are too many.
   */
  measured: { tried: number; left: number };
}

export interface Stop {
  /** Includes the steps whose workflows contain it: `profile.device.usertime`. */
  step: string;
  at?: Location;
  /** The lines around the place. */
  frame?: string;
}

export interface WorkflowTrace {
  name: string;
  file: string;
  steps: StepTrace[];
}

export interface StepTrace {
  name: string;
  file: string;
  line: number;
  /**
   * `ended`: it ran, and the workflow ended with it. `failed`: it rejected or filtered the event, or would have
   * without `onError: continue`. `unreached`: the workflow had already ended. `unseen`: workflow-engine ran the
   * workflow, so the state is unknown.
   */
  state: 'ran' | 'ended' | 'skipped' | 'failed' | 'unreached' | 'unseen';
  condition?: { text: string; at: Location; holds?: boolean };
  input?: Json;
  output?: Json;
  /** Includes the recording, which takes longer than the work itself. */
  milliseconds: number;
  branches: BranchTrace[];
  /** The workflow that it ran; several if it loops. */
  inner: WorkflowTrace[];
}

/** The branches that a conditional expression took, with counts: one, unless it is inside a function. */
export interface BranchTrace {
  at: Location;
  condition: string;
  then: number;
  else: number;
}

/** The source of a field of the result. */
export interface FieldTrace {
  /** `requests[0].body.JSON.data.usertime` */
  path: string;
  value: Json;
  /**
   * `constant`: written in the expression. `copied`: an unchanged field of the event or the settings. `made`:
   * computed by the expression. `unfollowed`: computed by the expression or before it, where it cannot be
   * distinguished from other values.
   */
  kind: 'constant' | 'copied' | 'made' | 'unfollowed';
  /** The step that creates it, and the expression in it. */
  step: string;
  at?: Location;
  expression?: string;
  frame?: string;
  /** The steps that it has passed through, the last one first. */
  through: string[];
  /** The functions that it has passed through, the outermost first. */
  via: string[];
  sources: SourceTrace[];
  /** The conditions on its path, with their results. */
  questions: QuestionTrace[];
}

export interface SourceTrace {
  /** `message.timestamp` */
  path: string;
  value: Json;
  /**
   * `value`: the field is computed from it. `decides`: it decides which value the field has, or whether it exists.
   */
  role: 'value' | 'decides';
  /** The functions between the source and the field, if the expressions show them. */
  via: string[];
  /** Whether the expressions lead to it; otherwise only measuring has found it. */
  isFollowed: boolean;
}

export interface QuestionTrace {
  /** A step's condition, or the condition of a branch. */
  kind: 'step' | 'branch';
  step: string;
  text: string;
  at: Location;
  answer?: boolean;
}
