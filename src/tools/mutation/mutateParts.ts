import { BoundedCache } from '../../runtime/boundedCache';
import { frozenCopy } from '../../runtime/jsonata/plain';
import { REMEMBERED_USES, type ProgramParts } from '../../runtime/workflow/programParts';
import type { StepShape } from '../../runtime/workflow/stepShape';
import type { Mutation, Mutant } from './mutant';

/**
 * The parts of a workflow with a mutant's change, in it or in a workflow that it runs. Unaffected parts stay the same
 * objects, so that their compiled code is reused; if the change is elsewhere, this applies to the whole workflow.
 */
export function mutateParts(
  parts: ProgramParts,
  { file, change }: Pick<Mutant, 'file' | 'change'>,
): ProgramParts {
  const done = new Map<ProgramParts, ProgramParts>();
  const visit = (each: ProgramParts): ProgramParts => {
    const known = done.get(each);
    if (known) {
      return known;
    }
    const inner = new Map<StepShape, ProgramParts>();
    for (const step of each.steps) {
      const before = step.externalWorkflow ? each.inner(step) : undefined;
      const after = before && visit(before);
      if (after && after !== before) {
        inner.set(step, after);
      }
    }
    const own = each.source?.file === file ? changed(each, change) : inner.size > 0 ? each : undefined;
    const made: ProgramParts = own
      ? {
          ...own,
          compiled: new BoundedCache(REMEMBERED_USES),
          inner: (step) => inner.get(step) ?? own.inner(step),
        }
      : each;
    done.set(each, made);
    return made;
  };
  return visit(parts);
}

function changed(parts: ProgramParts, change: Mutation): ProgramParts {
  if (change.kind === 'table') {
    return { ...parts, bindings: { ...parts.bindings, [change.binding]: frozenCopy(change.value) } };
  }
  const originals = new Map<StepShape, StepShape>();
  const edit = (step: StepShape, path: string): StepShape[] => {
    if (path === change.step) {
      return change.kind === 'step' ? [] : [{ ...step, [change.key]: change.text }];
    }
    const children = step.steps?.flatMap((child) => edit(child, `${path}.${child.name}`));
    const parent = path.split('.').slice(0, -1);
    const otherwise = step.else && edit(step.else, [...parent, step.else.name].join('.'));
    const isSame =
      (children === undefined || children.every((child, index) => child === step.steps?.[index])) &&
      children?.length === step.steps?.length &&
      otherwise?.[0] === step.else;
    if (isSame) {
      return [step];
    }
    const { else: before, ...rest } = step;
    const [after] = otherwise ?? (before ? [before] : []);
    return [{ ...rest, ...(children ? { steps: children } : {}), ...(after ? { else: after } : {}) }];
  };
  const steps = parts.steps.flatMap((step) =>
    edit(step, step.name).map((made) => {
      originals.set(made, step);
      return made;
    }),
  );
  const original = (step: StepShape): StepShape => originals.get(step) ?? step;
  return {
    ...parts,
    steps,
    inner: (step) => parts.inner(original(step)),
    foreign: (step) => parts.foreign(original(step)),
  };
}
