import { outputsHandedOn } from '../jsonata/analyse';
import { parse } from '../jsonata/compile';
import { hintsOf } from '../jsonata/hostFunction';
import { isNative } from './native';
import type { ProgramParts } from './programParts';
import type { StepShape } from './stepShape';

const known = new WeakMap<ProgramParts, ReadonlySet<string>>();

/**
 * The steps whose outputs must be compiled as separate plain JSON: the last one, and those whose outputs become part
 * of its value. Empty if the result may be that of another step. Outputs of other steps may contain parts of the
 * event, which is safe as long as they are only read.
 */
export function findOwned(parts: ProgramParts): ReadonlySet<string> {
  const owned = known.get(parts) ?? follow(parts);
  known.set(parts, owned);
  return owned;
}

function follow(parts: ProgramParts): Set<string> {
  const { steps } = parts;
  const last = steps.at(-1);
  const isCertain = (step: StepShape) => step.condition === undefined && step.onError !== 'continue';
  if (!last || !isCertain(last) || steps.some(({ onComplete }) => onComplete === 'return')) {
    return new Set();
  }
  const byName = new Map(steps.map((step) => [step.name, step]));
  const owned = new Set<string>();
  const keeps = (name: string) =>
    Object.hasOwn(parts.bindings, name) && hintsOf(parts.bindings[name]).keepsOwnership === true;
  const visit = (step: StepShape | undefined): void => {
    if (!step || step.loopOverInput || step.else || owned.has(step.name) || !isNative(step, parts)) {
      return;
    }
    const inner = step.externalWorkflow ? parts.inner(step) : undefined;
    if (step.template !== undefined || (inner && findOwned(inner).size > 0)) {
      owned.add(step.name);
      const read = step.template === undefined ? [] : outputsHandedOn(parse(step.template), keeps);
      for (const { step: name, whole } of read) {
        const other = byName.get(name);
        // If an object consists of parts of the event, copying one field is cheaper than copying the whole object.
        if (whole || other?.externalWorkflow) {
          visit(other);
        }
      }
    }
  };
  visit(last);
  return owned.has(last.name) ? owned : new Set();
}
