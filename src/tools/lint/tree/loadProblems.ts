import type { ErrorCode } from '../../../runtime/errors/catalogue';
import type { Problem } from '../finding';
import type { LintModel } from '../model/model';

/** What loading reports of the expressions with this code. */
export function loadProblems(model: LintModel, code: ErrorCode): Problem[] {
  return model.expressions
    .flatMap(({ problems }) => problems)
    .filter((problem) => problem.code === code)
    .map(({ message, where }) => ({ message, where }));
}
