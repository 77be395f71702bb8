import type { Problem, Severity } from './finding';
import type { LintModel } from './model/model';

/** One thing that lint looks for. The file that it stands in is named after it, and docs/lint.md has a section on it. */
export interface Rule {
  id: string;
  /** `error`: it does not work as written. `warning`: it works, but most likely it is not what was meant. */
  severity: Severity;
  check(model: LintModel): Problem[];
}
