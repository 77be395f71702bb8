import { lastRun } from '../../../runtime/destination/destination';
import { createError, type DestkitError, type Where } from '../../../runtime/errors/destkitError';
import { matching } from '../../../runtime/jsonata/runtime/guard';
import type { WorkflowSource } from '../../../runtime/workflow/source';

const SHOWN_CHARACTERS = 80;

/** The error of a command that was blocked, with the place of the regular expression that did it, when it was one of a workflow. */
export function describeBlock(late: number): DestkitError {
  const { destination, feature = '' } = lastRun;
  const { pattern } = matching;
  if (!pattern) {
    const ran = destination && `, after the ${feature} of destination "${destination.name}" was started,`;
    const what = `what it evaluates or checks${ran ?? ''}`;
    return createError('COMMAND_BLOCKED', { what, late });
  }
  const text = `/${pattern.source}/`;
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text;
  const what = `the regular expression ${shown}`;
  const source = destination?.workflow(feature);
  return createError('COMMAND_BLOCKED', { what, late }, source && findText(text, source, []));
}

/** The first place of a text in a workflow, or in those that its steps run. */
function findText(text: string, source: WorkflowSource, outer: readonly string[]): Where | undefined {
  for (const expression of source.expressions) {
    const offset = expression.text.indexOf(text);
    if (offset >= 0) {
      return { ...expression.where(offset, text.length), step: [...outer, expression.step].join('.') };
    }
  }
  for (const [step, inner] of source.inner) {
    const found = findText(text, inner, [...outer, step]);
    if (found) {
      return found;
    }
  }
  return undefined;
}
