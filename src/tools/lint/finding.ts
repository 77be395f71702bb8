import type { Location, Where } from '../../runtime/errors/destkitError';

export type Severity = 'error' | 'warning';

/** A replacement in a file that takes a finding away: `length` characters from `offset` on become `text`. */
export interface Edit {
  file: string;
  offset: number;
  length: number;
  text: string;
}

/** What a rule objects to, in a sentence. */
export interface Problem {
  message: string;
  where: Where;
  /** Where it is safe: the result means the same, and nothing is left to decide. */
  edit?: Edit;
  /** That of the rule when absent. */
  severity?: Severity;
}

/** A problem as it is reported. */
export interface Finding {
  rule: string;
  severity: Severity;
  message: string;
  at: Location;
  /** The lines around the place, with a caret. */
  frame: string;
  edit?: Edit;
}
