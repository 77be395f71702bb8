import type { Path } from '../../../runtime/schema/document';
import type { Diagnostic } from '../../../tools/editing/diagnostics';
import type { ExpressionValue, StepValue } from '../../../tools/editing/exampleValues';
import type { GoldenUse } from '../../../tools/editing/goldenUse';
import type { Span } from '../../../tools/editing/outline';

// What the server and the thread that runs destinations say to each other. Folders and files are absolute paths.

/** Values of the example after the folder was built again. */
export interface ExampleReport {
  /** Why it could not be built; the values are those of the last one that could. */
  problems: readonly Diagnostic[];
  /** What the example is called; undefined when there is none. */
  example: string | undefined;
  expressions: readonly ExpressionValue[];
  steps: readonly StepValue[];
}

export interface GoldenFailure {
  /** The golden's folder. */
  folder: string;
  /** `processor/the sentence` */
  name: string;
  /** Each difference in a line. */
  differences: readonly string[];
}

export interface GoldenRun {
  total: number;
  failures: readonly GoldenFailure[];
}

/** What the thread can do: parameters and result. */
export interface RunnerCalls {
  /** Builds the folder with the open files and runs the example. */
  refresh: { params: { folder: string }; result: ExampleReport };
  /** Makes a golden the example; the first one again without it. */
  choose: { params: { folder: string; golden: string | undefined }; result: undefined };
  goldens: { params: { folder: string }; result: readonly { name: string; folder: string }[] };
  valueOf: {
    params: { folder: string; file: string; path: Path; text: string; span: Span };
    result: string | undefined;
  };
  /** Which goldens take which steps of the saved folder. */
  use: { params: { folder: string }; result: GoldenUse | undefined };
  /** @param params.goldens their folders; all by default */
  run: { params: { folder: string; goldens: readonly string[] | undefined }; result: GoldenRun };
  /** Rewrites output.json. */
  update: { params: { folder: string; golden: string }; result: boolean };
  /** Why a field of the example's result is there, or is not. */
  why: { params: { folder: string; field: string }; result: string };
}

export type CallName = keyof RunnerCalls;

export interface Call<Name extends CallName = CallName> {
  id: number;
  name: Name;
  params: RunnerCalls[Name]['params'];
}

export type ToRunner =
  | { kind: 'start'; root: string; allowCode: boolean }
  /** A file that is open in the editor; no text when it was closed. */
  | { kind: 'text'; path: string; text: string | undefined }
  | { kind: 'call'; call: Call };

export interface FromRunner {
  id: number;
  result?: unknown;
  /** Why there is no result. */
  problem?: string;
}
