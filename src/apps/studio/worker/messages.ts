import type { Outcome, FeatureOutcome } from '../../../runtime/destination/outcome';
import type { Diagnostic } from '../../../tools/editing/diagnostics';
import type { Suggestions } from '../../../tools/editing/suggestions';
import type { Difference } from '../../../tools/goldens/compare';
import type { GoldenCase } from '../../../tools/goldens/goldenCase';
import type { Trace } from '../../../tools/trace/model';
import type { FolderSnapshot, SchemaCode, StudioFile } from '../contract';

export type { Diagnostic };

/** The page ends the worker when the evaluation of one event has taken this long. */
export const EVALUATION_LIMIT_S = 5;

/** The event that is open in the editor, and how to run it. */
export interface SelectedEvent {
  feature: string;
  /** JSON: the input of the feature. The processor also accepts a message alone. */
  text: string;
  /** Settings for messages that contain none. */
  config: Record<string, unknown>;
  options: GoldenCase['options'];
  /** The folder of the golden, if the event is one. */
  golden?: string;
}

/** From the page to the worker. */
export type ToWorker =
  | { kind: 'folder'; snapshot: FolderSnapshot }
  /** `blocked`: the folder of a golden that has blocked the previous worker. */
  | { kind: 'goldens'; root: string; files: StudioFile[]; blocked?: string | undefined }
  /** The current version of a file, saved or not; without text if it was deleted. */
  | { kind: 'file'; path: string; text: string | undefined }
  | { kind: 'schemaCode'; schemas: SchemaCode[] }
  /** `isBlocked`: the event has blocked a worker with the current files, so it is not run. */
  | { kind: 'selectedEvent'; selectedEvent: SelectedEvent; isBlocked: boolean }
  | { kind: 'question'; id: number; question: Question };

/** An evaluation that may block. */
export interface Evaluation {
  /** The number of messages that the worker had received. */
  received: number;
  /** The folder of the golden; undefined for the selected event. */
  golden?: string | undefined;
}

/** A request as it is sent. */
export interface WireView {
  method: string;
  url: string;
  headers: [name: string, value: string, isSecret: boolean][];
  /** The exact text of the body. */
  body: string | undefined;
  bytes: number;
}

/** The result of one event. */
export interface EventView {
  outcome: Outcome | FeatureOutcome;
  wire: (WireView | { problem: string })[];
  /** The problems that the request schemas report. */
  schemaProblem: string | undefined;
  milliseconds: number;
}

/** The state of the current golden, with the input in the editor. */
export interface GoldenView {
  folder: string;
  differences: Difference[];
}

/** The contents of a golden's two files, for this input and output. */
export interface GoldenRecord {
  input: string;
  output: string;
}

export interface ResultView {
  /** Why there is no result, or why the last result is still shown: the folder or the event cannot be used. */
  problems: Diagnostic[];
  events: EventView[];
  golden: GoldenView | undefined;
  /** For the first event; undefined if there is none. */
  record: GoldenRecord | undefined;
}

/** The state of a golden: `holds`, `differs`, or unknown. */
export interface GoldenRow {
  folder: string;
  feature: string;
  name: string;
  state: 'unknown' | 'holds' | 'differs';
  /** The first difference. */
  note: string;
}

/** What the editor asks about a place in a file, as it is at that moment. */
export interface Question {
  path: string;
  text: string;
  offset: number;
}

/** What can be written there. */
export type Answer = Suggestions | undefined;

/** What the page needs to know of the manifest. */
export interface About {
  title: string;
  configSchema: string;
  examples: { events: string[]; config: string | undefined };
}

/** How many requests of the goldens contain a field. */
export interface FieldCount {
  path: string;
  count: number;
}

/** How often the goldens take a branch of the workflow. */
export interface BranchCount {
  file: string;
  line: number;
  column: number;
  /** A description: `else of ? :`. */
  label: string;
  count: number;
  /** The reason in an `unreachable:` comment, if there is one. */
  ignoreReason?: string | undefined;
}

/** From the worker to the page. */
export type FromWorker =
  /** Sent before each evaluation, and after it. */
  | ({ kind: 'evaluating' } & Evaluation)
  | { kind: 'evaluated' }
  /** The texts of schemas whose code is needed. */
  | { kind: 'schemas'; texts: string[] }
  | { kind: 'about'; about: About }
  | { kind: 'answer'; id: number; answer: Answer }
  | { kind: 'result'; result: ResultView; milliseconds: number }
  /** For the first event; undefined if it cannot be traced. */
  | { kind: 'trace'; trace: Trace | undefined }
  | { kind: 'findings'; findings: Diagnostic[] }
  | { kind: 'rows'; rows: GoldenRow[] }
  /** The states of some rows, by their index. */
  | { kind: 'states'; states: [index: number, state: GoldenRow['state'], note: string][]; isDone: boolean }
  | { kind: 'fields'; fields: FieldCount[] }
  | { kind: 'branches'; branches: BranchCount[] };
