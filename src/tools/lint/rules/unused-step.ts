import { bindings } from '../../../runtime/destination/bindings/runtime';
import type { Problem } from '../finding';
import type { LintModel, LintStep, LintWorkflow } from '../model/model';
import type { Rule } from '../rule';
import { resultSteps } from '../tree/allSteps';
import { fieldsRead } from '../tree/fieldsRead';
import { calledName } from '../tree/walk';

/** A step whose output is not used and that has no other effect. */
export const rule: Rule = {
  id: 'unused-step',
  severity: 'warning',
  check(model: LintModel) {
    const outside = new Set([HOST_READS, ...manifestReads(model)]);
    return model.workflows.flatMap((workflow) => checkWorkflow(workflow, outside));
  },
};

/** The output of a step with this name is returned to the host. */
const HOST_READS = 'warnings';

/** A step that calls one of these functions, or a binding that can end the event, has an effect. */
const effects = ['error', 'assert', 'setContext'];

function checkWorkflow(
  { document, steps, expressions, isSound, isJsonTemplate }: LintWorkflow,
  outside: Set<string>,
): Problem[] {
  const read = isSound && !isJsonTemplate ? fieldsRead(expressions, 'outputs') : undefined;
  if (!read) {
    return [];
  }
  const results = resultSteps(steps);
  return steps
    .filter((step) => !results.includes(step) && !read.has(step.name) && !outside.has(step.name))
    .filter((step) => !hasEffect(step))
    .map(({ name, path }) => ({
      message: `nothing reads $outputs.${name}, and the step does nothing else`,
      where: document.whereValue([...path, 'name']),
    }));
}

/** The steps that the manifest's expressions read as `outputs.<step>`. */
function manifestReads({ manifest, expressions }: LintModel): string[] {
  return expressions
    .filter(({ document }) => document === manifest)
    .flatMap(({ nodes }) => nodes)
    .flatMap(({ node }) => {
      const [first, second] = node.type === 'path' ? node.steps : [];
      return first?.type === 'name' && first.value === 'outputs' && second?.type === 'name'
        ? [second.value]
        : [];
    });
}

function hasEffect({ shape, expressions }: LintStep): boolean {
  const isPlain = shape.template !== undefined || shape.identity === true;
  return (
    !isPlain ||
    shape.else !== undefined ||
    expressions.some(({ nodes }) => nodes.some(({ node }) => isEffect(calledName(node) ?? '')))
  );
}

function isEffect(name: string): boolean {
  return effects.includes(name) || bindings.get(name)?.ends === true;
}
