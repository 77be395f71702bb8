import { createError, type DestkitError } from '../errors/destkitError';
import { MAX_STEPS } from '../limits';
import type { Path, TextDocument } from '../schema/document';
import { listSteps } from './workflowFile';

/** Steps of the same level with the same name, each with the place of the first one: WORKFLOW_INVALID. */
export function findRepeatedSteps(document: TextDocument): DestkitError[] {
  const first = new Map<string, Path>();
  return listSteps(document.value).flatMap(({ step, at }) => {
    // The step under `else` may have the name of the step that it replaces.
    if (at.at(-1) === 'else') {
      return [];
    }
    const key = JSON.stringify([at.slice(0, -1), step.name]);
    const before = first.get(key);
    if (!before) {
      first.set(key, at);
      return [];
    }
    const { line = 1, column = 1 } = document.whereValue([...before, 'name']).at ?? {};
    const message = `step ${step.name} is defined twice: here, and at ${String(line)}:${String(column)}`;
    return [createError('WORKFLOW_INVALID', { message }, document.whereValue([...at, 'name']))];
  });
}

/** Reports a workflow with too many steps of its own, at the first one beyond the limit: WORKFLOW_INVALID. */
export function findTooManySteps(document: TextDocument): DestkitError[] {
  const tooMany = listSteps(document.value)[MAX_STEPS];
  return tooMany ? [tooManySteps(document, tooMany.at)] : [];
}

export function tooManySteps(document: TextDocument, at: Path): DestkitError {
  const message = `it has more than ${String(MAX_STEPS)} steps, with those of the workflows that it runs`;
  return createError('WORKFLOW_INVALID', { message }, document.whereValue(at));
}
