import type { Outcome, FeatureOutcome } from '../../../runtime/destination/outcome';
import type { Location } from '../../../runtime/errors/destkitError';
import type { Difference } from '../../../tools/goldens/compare';
import type { GoldenCase } from '../../../tools/goldens/goldenCase';
import type { Severity } from '../../../tools/lint/finding';
import type { Trace } from '../../../tools/trace/model';
import type { FolderSnapshot, SchemaCode, StudioFile } from '../contract';

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
  | { kind: 'goldens'; root: string; files: StudioFile[] }
  /** A file as it is now, saved or not; no text when it is gone. */
  | { kind: 'file'; path: string; text: string | undefined }
  | { kind: 'schemaCode'; schemas: SchemaCode[] }
  | { kind: 'selectedEvent'; selectedEvent: SelectedEvent };

/** A problem to show in the editor: a lint finding, or an error of the build or the run. */
export interface Diagnostic {
  severity: Severity;
  /** The lint rule, or the error code. */
  code: string;
  message: string;
  fix?: string;
  at?: Location;
  /** The length of the underlined range, in characters. */
  length: number;
}

/** A request as it goes over the wire. */
export interface WireView {
  method: string;
  url: string;
  headers: [name: string, value: string, isSecret: boolean][];
  /** The exact text of the body. */
  body: string | undefined;
  bytes: number;
}

/** What became of one event. */
export interface EventView {
  outcome: Outcome | FeatureOutcome;
  wire: (WireView | { problem: string })[];
  /** What the request schemas object to. */
  schemaProblem: string | undefined;
  milliseconds: number;
}

/** How the golden that is looked at does, with its input as it is in the editor. */
export interface GoldenView {
  folder: string;
  differences: Difference[];
}

/** The texts of a golden's two files that say: this input, this output. */
export interface GoldenRecord {
  input: string;
  output: string;
}

export interface ResultView {
  /** Why there is no result, or why the one before is still the last: the folder, or the event, is not usable as it is. */
  problems: Diagnostic[];
  events: EventView[];
  golden: GoldenView | undefined;
  /** Of the first event; undefined when there is none. */
  record: GoldenRecord | undefined;
}

/** How a golden does: `holds`, `differs`, or not known yet. */
export interface GoldenRow {
  folder: string;
  feature: string;
  name: string;
  state: 'unknown' | 'holds' | 'differs';
  /** The first place that differs. */
  note: string;
}

/** What the editor completes. */
export interface Vocabulary {
  functions: string[];
}

/** What the page needs to know of the manifest. */
export interface About {
  title: string;
  configSchema: string;
  examples: { events: string[]; config: string | undefined };
}

/** How much of the requests the goldens look at. */
export interface FieldCount {
  path: string;
  count: number;
}

/** How often the goldens take a branch of the workflow. */
export interface BranchCount {
  file: string;
  line: number;
  column: number;
  /** What it is, in words: `else of ? :`. */
  label: string;
  count: number;
  /** The reason in an `unreachable:` comment, if there is one. */
  ignoreReason?: string | undefined;
}

/** From the worker to the page. */
export type FromWorker =
  /** The texts of schemas whose code is needed. */
  | { kind: 'schemas'; texts: string[] }
  | { kind: 'about'; about: About; vocabulary: Vocabulary }
  | { kind: 'result'; result: ResultView; milliseconds: number }
  /** Of the first event; none when it cannot be traced. */
  | { kind: 'trace'; trace: Trace | undefined }
  | { kind: 'findings'; findings: Diagnostic[] }
  | { kind: 'rows'; rows: GoldenRow[] }
  /** The states of some rows, by their index. */
  | { kind: 'states'; states: [index: number, state: GoldenRow['state'], note: string][]; isDone: boolean }
  | { kind: 'fields'; fields: FieldCount[] }
  | { kind: 'branches'; branches: BranchCount[] };
