import type { LintStep } from '../model/model';

/** The steps, including all inner steps. */
export function allSteps(steps: readonly LintStep[]): LintStep[] {
  return steps.flatMap((step) => [
    step,
    ...allSteps(step.otherwise ? [step.otherwise, ...step.children] : step.children),
  ]);
}

/** The steps whose output can be that of the workflow: the last one that ran, or one that returns. */
export function resultSteps(steps: readonly LintStep[]): LintStep[] {
  const sure = steps.findLastIndex(({ shape }) => shape.condition === undefined || shape.else !== undefined);
  return steps.filter(({ shape }, index) => index >= sure || shape.onComplete === 'return');
}
