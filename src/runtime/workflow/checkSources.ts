import { createError, type DestkitError } from '../errors/destkitError';
import type { TextDocument } from '../schema/document';
import { isJsonTemplate, type WorkflowShape } from './source';
import { listBindings, listSteps } from './workflowFile';

/**
 * The places where a workflow has JavaScript. BINDING_IS_CODE: modules, which run when the workflow is built. TEMPLATE_IS_CODE:
 * json-template, which is translated to JavaScript that reaches all globals, so that its bindings do not matter any more.
 */
export function findCode(
  document: TextDocument,
  workflow: Pick<WorkflowShape, 'templateType'>,
): DestkitError[] {
  return isJsonTemplate(workflow)
    ? [createError('TEMPLATE_IS_CODE', { file: document.file }, document.whereValue(['templateType']))]
    : findCodeBindings(document);
}

export function findCodeBindings(document: TextDocument): DestkitError[] {
  return listBindings(document.value).flatMap(({ source, at }) =>
    source.kind === 'code'
      ? [createError('BINDING_IS_CODE', { file: source.file }, document.whereValue([...at, 'path']))]
      : [],
  );
}

/**
 * Keys with which workflow-engine loads files that destkit does not read and therefore cannot check:
 * WORKFLOW_INVALID. They are refused even if code is allowed.
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
