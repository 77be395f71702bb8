import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import type { Location } from '../../runtime/errors/destkitError';
import type { Json } from '../../runtime/jsonata/plain';
import type { Turn } from './measure';

/** What happened to one event on its way through a destination, and where each field of the result comes from. */
export interface Trace {
  destination: string;
  feature: string;
  outcome: Outcome | FeatureOutcome;
  /** Where an event that was rejected or filtered was stopped. */
  stopped?: Stop;
  workflow: WorkflowTrace;
  /** One for each value of the result that holds no others. */
  fields: FieldTrace[];
  /** Changes of single fields of the event or the settings after which the event fares otherwise. */
  turns: (Omit<Turn, 'path'> & { path: string })[];
  /** How many values of the event and the settings were varied, and how many were left out because there are too many. */
  measured: { tried: number; left: number };
}

export interface Stop {
  /** With the steps whose workflows it is in: `profile.device.usertime`. */
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
   * `ended`: it ran, and its workflow ended with it. `failed`: it rejected or filtered the event, or would have without
   * `onError: continue`. `unreached`: the workflow had ended before. `unseen`: workflow-engine ran the workflow, which does
   * not tell.
   */
  state: 'ran' | 'ended' | 'skipped' | 'failed' | 'unreached' | 'unseen';
  condition?: { text: string; at: Location; holds?: boolean };
  input?: Json;
  output?: Json;
  /** With the recording, which takes longer than the work. */
  milliseconds: number;
  branches: BranchTrace[];
  /** The workflow that it ran; several times when it loops. */
  inner: WorkflowTrace[];
}

/** What a conditional expression took, how many times each: once, unless it stands in a function. */
export interface BranchTrace {
  at: Location;
  condition: string;
  then: number;
  else: number;
}

/** Where a field of the result comes from. */
export interface FieldTrace {
  /** `requests[0].body.JSON.data.usertime` */
  path: string;
  value: Json;
  /**
   * `constant`: written in the expression. `copied`: a field of the event or the settings as it is. `made`: by the
   * expression. `unfollowed`: by the expression or behind it, where it cannot be told apart from other values.
   */
  kind: 'constant' | 'copied' | 'made' | 'unfollowed';
  /** The step that makes it, and the expression there. */
  step: string;
  at?: Location;
  expression?: string;
  frame?: string;
  /** The steps that it has come through, the last one first. */
  through: string[];
  /** The functions that it has come through, the outermost first. */
  via: string[];
  sources: SourceTrace[];
  /** What was asked on its way, and what let it through. */
  questions: QuestionTrace[];
}

export interface SourceTrace {
  /** `message.timestamp` */
  path: string;
  value: Json;
  /** `value`: the field is made from it. `decides`: it tells which value the field has, or whether there is one. */
  role: 'value' | 'decides';
  /** The functions between the source and the field, when the expressions tell of them. */
  via: string[];
  /** The expressions lead to it; else only measuring has found it. */
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
