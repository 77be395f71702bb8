import { findUnsupported, variableNames } from '../jsonata/analyse';
import type { Ast } from '../jsonata/ast';
import { parse } from '../jsonata/compile';
import { isAsync } from '../jsonata/instant';
import type { ProgramParts } from './programParts';
import type { StepShape } from './stepShape';

// Decides which steps and workflows can be compiled; workflow-engine runs the others.

/** Steps made of JSONata alone are compiled; `debug` prints, which is workflow-engine's business. */
export function isNative(step: StepShape, parts: ProgramParts): boolean {
  const isTemplate = step.template !== undefined || step.identity === true;
  const isGroup = step.steps?.every((child) => isNative(child, parts)) === true;
  return (
    !step.debug &&
    !parts.isForeign &&
    (step.type === 'simple' ? isTemplate || isNativeWorkflow(step, parts) : isGroup) &&
    (!step.else || isNative(step.else, parts)) &&
    [step.template, step.condition, step.inputTemplate, step.loopCondition].every(
      (text) => text === undefined || isCompilable(text, parts),
    )
  );
}

/** Whether a step runs another workflow that can be compiled completely. */
function isNativeWorkflow(step: StepShape, parts: ProgramParts): boolean {
  const inner = step.externalWorkflow ? parts.inner(step) : undefined;
  return inner !== undefined && isAllNative(inner);
}

const native = new WeakMap<ProgramParts, boolean>();

/** Whether every step of a workflow can be compiled. */
export function isAllNative(parts: ProgramParts): boolean {
  const isSo = native.get(parts) ?? parts.steps.every((step) => isNative(step, parts));
  native.set(parts, isSo);
  return isSo;
}

/** The interpreter evaluates expressions that cannot be compiled or that use an asynchronous binding. */
function isCompilable(text: string, { bindings }: ProgramParts): boolean {
  const names = namesRead(parse(text));
  return (
    names !== undefined &&
    ![...names].some((name) => Object.hasOwn(bindings, name) && isAsync(bindings[name]))
  );
}

const known = new WeakMap<Ast, ReadonlySet<string> | 'unsupported'>();

/**
 * The variables that an expression reads; undefined if it cannot be compiled. Cached, because each level of workflows
 * needs it.
 */
function namesRead(ast: Ast): ReadonlySet<string> | undefined {
  const found = known.get(ast) ?? (findUnsupported(ast) === undefined ? variableNames(ast) : 'unsupported');
  known.set(ast, found);
  return found === 'unsupported' ? undefined : found;
}
