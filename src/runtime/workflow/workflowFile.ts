import { isObject } from '../isObject';
import type { Path } from '../schema/document';
import { bindingSource, type BindingSource } from './bindingShape';
import type { StepShape } from './stepShape';

// The contents of a workflow file, which may not match its schema: parts of the wrong type count as missing.

/** A step of a workflow and its place in the workflow's file. */
export interface PlacedStep {
  step: StepShape;
  at: Path;
  /** `body`, or `parent.child`. */
  path: string;
}

/** Every step of a workflow: each before its alternative and its children. Empty if the file has no well-formed steps. */
export function listSteps(workflow: unknown): PlacedStep[] {
  const visit = (step: StepShape, at: Path, parent: string): PlacedStep[] => {
    const path = `${parent}${step.name}`;
    return [
      { step, at, path },
      ...(step.else ? visit(step.else, [...at, 'else'], parent) : []),
      ...(step.steps ?? []).flatMap((child, index) => visit(child, [...at, 'steps', index], `${path}.`)),
    ];
  };
  const { steps } = isObject(workflow) ? workflow : {};
  return isStepList(steps) ? steps.flatMap((step, index) => visit(step, ['steps', index], '')) : [];
}

function isStepList(value: unknown): value is StepShape[] {
  return Array.isArray(value) && value.every(isStep);
}

function isStep(value: unknown): boolean {
  if (!isObject(value)) {
    return false;
  }
  const { steps, else: otherwise, batches } = value;
  return (
    (steps === undefined || isStepList(steps)) &&
    (otherwise === undefined || isStep(otherwise)) &&
    (batches === undefined || (Array.isArray(batches) && batches.every(isObject)))
  );
}

/**
 * An entry of `bindings`, either of a workflow or for a workflow that a step runs, and its place in the workflow's
 * file.
 */
export interface PlacedBinding {
  binding: unknown;
  source: BindingSource;
  at: Path;
}

/** Every entry under `bindings`: the workflow's own, then those that its steps pass to other workflows. */
export function listBindings(workflow: unknown): PlacedBinding[] {
  const { bindings } = isObject(workflow) ? workflow : {};
  const ofSteps = listSteps(workflow).flatMap(({ step, at }) =>
    placeBindings((step.externalWorkflow as Partial<StepShape['externalWorkflow']> | null)?.bindings, [
      ...at,
      'externalWorkflow',
      'bindings',
    ]),
  );
  return [...placeBindings(bindings, ['bindings']), ...ofSteps];
}

function placeBindings(bindings: unknown, at: Path): PlacedBinding[] {
  return (Array.isArray(bindings) ? bindings : []).map((binding: unknown, index) => ({
    binding,
    source: bindingSource(binding),
    at: [...at, index],
  }));
}

/** A value of a workflow file that names another file, relative to the destination's folder. */
export interface NamedFile {
  /** `code` is a module that is bound by its path. */
  kind: 'table' | 'code' | 'template' | 'workflow';
  file: string;
  at: Path;
  /** The step that names it; bindings have none. */
  step?: StepShape;
}

/** The files of a workflow: those that it binds, then those that its steps name. */
export function listFiles(workflow: unknown): NamedFile[] {
  const bound = listBindings(workflow).flatMap(({ source, at }): NamedFile[] =>
    'file' in source ? [{ kind: source.kind, file: source.file, at: [...at, 'path'] }] : [],
  );
  const named = listSteps(workflow).flatMap(({ step, at }) => {
    const own = [
      { kind: 'template' as const, file: step.templatePath as unknown, at: [...at, 'templatePath'] },
      { kind: 'workflow' as const, file: workflowPath(step), at: [...at, 'externalWorkflow', 'path'] },
    ];
    return own.flatMap(({ file, ...rest }) => (typeof file === 'string' ? [{ ...rest, file, step }] : []));
  });
  return [...bound, ...named];
}

function workflowPath({ externalWorkflow }: StepShape): unknown {
  return (externalWorkflow as Partial<StepShape['externalWorkflow']> | null)?.path;
}
