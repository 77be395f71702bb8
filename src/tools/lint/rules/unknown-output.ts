import { didYouMean, suggest } from '../../../runtime/schema/suggest';
import { findRepeatedSteps } from '../../../runtime/workflow/checkSteps';
import type { Problem } from '../finding';
import type { LintExpression, LintStep, LintWorkflow } from '../model/model';
import type { Rule } from '../rule';
import { whereNode } from '../tree/whereNode';
import { namesBehind } from '../tree/walk';

/** `$outputs.step` of a step that does not exist, or that runs later. */
export const rule: Rule = {
  id: 'unknown-output',
  severity: 'error',
  check: ({ workflows }) => workflows.flatMap(checkWorkflow),
};

/** The names below `$outputs`: of the steps that have run, and of the current group's inner steps. */
type Names = ReadonlyMap<string, Names | undefined>;

function checkWorkflow({ document, steps }: LintWorkflow): Problem[] {
  if (steps.some(({ shape }) => typeof (shape.name as unknown) !== 'string')) {
    // The missing name may be the one that is read; yaml-and-schema reports it.
    return [];
  }
  if (findRepeatedSteps(document).length > 0) {
    // It is ambiguous which of the two is read; yaml-and-schema reports them.
    return [];
  }
  return steps.flatMap((step, index) => checkStep(step, namesOf(steps.slice(0, index)), steps));
}

function checkStep(step: LintStep, seen: Names, all: readonly LintStep[]): Problem[] {
  const own = step.expressions.flatMap((expression) => checkExpression(expression, seen, all));
  const otherwise = step.otherwise ? checkStep(step.otherwise, seen, all) : [];
  const children = step.children.flatMap((child, index) => {
    const siblings = namesOf(step.children.slice(0, index));
    return checkStep(child, new Map([...seen, [step.name, siblings]]), all);
  });
  return [...own, ...otherwise, ...children];
}

function namesOf(steps: readonly LintStep[]): Names {
  return new Map(steps.map(({ name }) => [name, undefined]));
}

function checkExpression(expression: LintExpression, seen: Names, all: readonly LintStep[]): Problem[] {
  return expression.nodes.flatMap(({ node }) => {
    const path = node.type === 'path' ? namesBehind(node) : undefined;
    if (path?.variable !== 'outputs') {
      return [];
    }
    let known: Names | undefined = seen;
    for (const name of path.names) {
      const text = name.type === 'name' ? name.value : '';
      if (!known) {
        return [];
      }
      if (!known.has(text)) {
        const isTop = known === seen;
        const later = isTop ? all.find((step) => step.name === text) : undefined;
        const names = [...known.keys()];
        const hint = later
          ? ''
          : didYouMean(suggest(text, names), (name) => (isTop ? `$outputs.${name}` : name));
        const problem = later
          ? `$outputs.${text} is read before the step ${text} has run`
          : `there is no step ${text} before this one${hint}`;
        const { at } = later ? expression.document.whereValue([...later.path, 'name']) : {};
        return [{ message: problem, where: whereNode(expression, name), ...(at ? { related: [at] } : {}) }];
      }
      known = known.get(text);
    }
    return [];
  });
}
