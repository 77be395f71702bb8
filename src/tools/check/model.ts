import type { DestkitError } from '../../runtime/errors/destkitError';
import type { DiffReport } from '../diff/model';
import type { GoldenReport } from '../goldens/report';
import type { LintReport } from '../lint/run';

/** The result of `destkit check`. */
export interface CheckReport {
  /** The names that were passed to the command; empty if it checked all destinations. */
  names: readonly string[];
  destinations: readonly DestinationCheck[];
  /** What the destinations were compared with. */
  against?: DiffReport['against'];
  limits: CheckLimits;
}

/** What the results must fulfil. */
export interface CheckLimits {
  /** The lowest coverage of steps, expressions and branches, in percent. */
  threshold?: number;
  /** Report breaking changes, but do not fail because of them. */
  allowBreaking?: boolean;
}

export interface DestinationCheck {
  name: string;
  /** Relative to the working directory. */
  folder: string;
  lint: LintReport;
  /** The files that `destkit format` would change, relative to the working directory. */
  unformatted: readonly string[];
  /** Includes the coverage. Missing if the goldens cannot run. */
  goldens?: GoldenReport;
  diff?: DiffReport;
  /** Why there is no diff although one was requested. This is not a failure. */
  notCompared?: string;
  /** Why the goldens or the diff could not run. */
  problem?: DestkitError;
}
