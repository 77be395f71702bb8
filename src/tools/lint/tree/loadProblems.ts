import type { ErrorCode } from '../../../runtime/errors/catalogue';
import type { Problem } from '../finding';
import type { LintModel } from '../model/model';

/** The problems of expressions with this code that loading reports. */
export function loadProblems(model: LintModel, code: ErrorCode): Problem[] {
  return model.expressions
    .flatMap(({ problems }) => problems)
    .filter((problem) => problem.code === code)
    .map(({ message, where }) => ({ message, where }));
}
