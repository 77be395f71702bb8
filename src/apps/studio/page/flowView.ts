import type { StepTrace, Trace, WorkflowTrace } from '../../../tools/trace/model';
import { element, replaceChildren } from './element';
import { flowDiagram, type FlowNode } from './flowDiagram';
import type { Model } from './model';
import { splitter } from './splitter';

/** The steps in order, as a diagram; for the selected step, its input and output. */
export class FlowView {
  readonly root = element('div', { className: 'flow' });
  private readonly picture = element('div', {
    className: 'flow-picture',
    tabIndex: 0,
    role: 'group',
    'aria-label': 'Steps',
  });
  private readonly details = element('div', {
    className: 'flow-details',
    tabIndex: 0,
    role: 'region',
    'aria-label': 'Step',
  });
  private chosen: string | undefined;

  constructor(private readonly model: Model) {
    const line = splitter({ label: 'Height of the step', part: this.details, isAfter: true, initial: 45 });
    this.root.append(this.picture, line, this.details);
  }

  show(trace: Trace | undefined): void {
    if (!trace) {
      replaceChildren(
        this.picture,
        element('p', { className: 'quiet' }, 'There is nothing to show: the event could not be run.'),
      );
      replaceChildren(this.details);
      return;
    }
    const nodes = nodesOf(trace.workflow, 0, '');
    const svg = flowDiagram(nodes, this.chosen, (node) => {
      this.choose(node, trace);
    });
    const { scrollTop } = this.picture;
    this.picture.replaceChildren(svg);
    this.picture.scrollTop = scrollTop;
    this.describe(nodes.find(({ id }) => id === this.chosen)?.step);
  }

  private choose({ id, step }: FlowNode, trace: Trace): void {
    this.chosen = id;
    this.model.open(this.model.pathOf(step.file), { line: step.line, column: 1 }, true);
    this.show(trace);
    this.picture.querySelector<SVGElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
  }

  private describe(step: StepTrace | undefined): void {
    if (!step) {
      replaceChildren(
        this.details,
        element('p', { className: 'quiet' }, 'Choose a step to see its input and output.'),
      );
      return;
    }
    const { name, state, milliseconds, condition, branches } = step;
    const text = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value, null, 2));
    replaceChildren(
      this.details,
      element('h3', {}, `${name}: ${state} · ${milliseconds.toFixed(3)} ms`),
      condition &&
        element(
          'p',
          {},
          `condition ${String(condition.holds ?? 'not asked')}: `,
          element('code', {}, condition.text),
        ),
      ...branches.map(({ condition: asked, then, else: otherwise }) =>
        element(
          'p',
          { className: 'quiet' },
          `${then > 0 ? 'yes' : ''}${then > 0 && otherwise > 0 ? ' and ' : ''}${otherwise > 0 ? 'no' : ''}: `,
          element('code', {}, asked),
        ),
      ),
      element('h4', {}, 'Output'),
      element('pre', { className: 'bytes', tabIndex: 0 }, text(step.output)),
      element('h4', {}, 'Input'),
      element('pre', { className: 'bytes', tabIndex: 0 }, text(step.input)),
    );
  }
}

/** The steps from top to bottom; the steps of an inner workflow are below the step that runs it. */
function nodesOf({ steps }: WorkflowTrace, depth: number, prefix: string): FlowNode[] {
  return steps.flatMap((step) => {
    const id = `${prefix}${step.name}`;
    const inner = step.inner.flatMap((workflow, index) =>
      nodesOf(workflow, depth + 1, `${id}.${index > 0 ? `${String(index)}.` : ''}`),
    );
    return [{ id, depth, step }, ...inner];
  });
}
