import type { Location, Where } from '../../runtime/errors/destkitError';

export type Severity = 'error' | 'warning';

/** A replacement in a file that corrects a finding: `length` characters from `offset` on become `text`. */
export interface Edit {
  file: string;
  offset: number;
  length: number;
  text: string;
}

/** A problem that a rule reports, in one sentence. */
export interface Problem {
  message: string;
  where: Where;
  /** Present if it is safe: the meaning stays the same, and there is only one possible correction. */
  edit?: Edit;
  /** By default that of the rule. */
  severity?: Severity;
  /** Other places that the message is about. */
  related?: readonly Location[];
}

/** A problem in its reported form. */
export interface Finding {
  rule: string;
  severity: Severity;
  message: string;
  at: Location;
  /** The lines around the place, with a caret. */
  frame: string;
  edit?: Edit;
  related?: readonly Location[];
}
