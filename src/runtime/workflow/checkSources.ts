import { createError, type DestkitError } from '../errors/destkitError';
import type { TextDocument } from '../schema/document';
import { listBindings, listSteps } from './workflowFile';

/** The places where a workflow binds JavaScript, which runs when the workflow is built: BINDING_IS_CODE. */
export function findCode(document: TextDocument): DestkitError[] {
  return listBindings(document.value).flatMap(({ source, at }) =>
    source.kind === 'code'
      ? [createError('BINDING_IS_CODE', { file: source.file }, document.whereValue([...at, 'path']))]
      : [],
  );
}

/**
 * Keys by which workflow-engine finds files that destkit does not read, and so cannot check: WORKFLOW_INVALID. They are
 * refused even where code is allowed.
 */
export function findUncheckedFiles(document: TextDocument): DestkitError[] {
  return listSteps(document.value).flatMap(({ step, at }) => {
    const problems: DestkitError[] = [];
    if (step.workflowStepPath !== undefined) {
      const message =
        'workflowStepPath is not supported: write the steps here, or run another workflow with externalWorkflow';
      const where = { ...document.whereKey([...at, 'workflowStepPath']), step: step.name };
      problems.push(createError('WORKFLOW_INVALID', { message }, where));
    }
    const { externalWorkflow } = step;
    if (externalWorkflow?.rootPath !== undefined) {
      const message =
        "externalWorkflow.rootPath is not supported: all paths are relative to the destination's folder";
      const where = { ...document.whereKey([...at, 'externalWorkflow', 'rootPath']), step: step.name };
      problems.push(createError('WORKFLOW_INVALID', { message }, where));
    }
    return problems;
  });
}
