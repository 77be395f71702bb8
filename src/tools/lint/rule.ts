import type { Problem, Severity } from './finding';
import type { LintModel } from './model/model';

/** A lint rule. Its file is named after it, and docs/lint.md has a section on it. */
export interface Rule {
  id: string;
  /** `error`: it does not work as written. `warning`: it works, but probably not as intended. */
  severity: Severity;
  check(model: LintModel): Problem[];
}
