import type { StepTrace } from '../../../tools/trace/model';

export interface FlowNode {
  id: string;
  depth: number;
  step: StepTrace;
}

const NAMESPACE = 'http://www.w3.org/2000/svg';
const WIDTH = 460;
const ROW = 30;
const BOX = 22;
const INDENT = 22;
const BAR = 70;
const words = {
  ran: 'ran',
  ended: 'ran, and ended its workflow',
  skipped: 'skipped',
  failed: 'stopped the event',
  unreached: 'not reached',
  unseen: 'not seen',
};

function svg(
  tag: string,
  attributes: Record<string, string | number>,
  ...children: (Node | string)[]
): SVGElement {
  const made = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/** The steps as boxes in order, connected along the path of the event, each with its duration. */
export function flowDiagram(
  nodes: readonly FlowNode[],
  chosen: string | undefined,
  onChoose: (node: FlowNode) => void,
): SVGElement {
  const longest = Math.max(0.001, ...nodes.map(({ step }) => step.milliseconds));
  const boxes = nodes.map((node, index) => box(node, index, longest, node.id === chosen, onChoose));
  const height = nodes.length * ROW + 8;
  const picture = svg('svg', {
    viewBox: `0 0 ${String(WIDTH)} ${String(height)}`,
    class: 'flow-svg',
    role: 'presentation',
  });
  picture.append(...ways(nodes), ...boxes);
  picture.addEventListener('keydown', (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const from = boxes.findIndex((each) => each === document.activeElement);
    if (move !== undefined && from >= 0) {
      event.preventDefault();
      boxes[from + move]?.focus();
    }
  });
  return picture;
}

/** The connections from each step that ran to the next one that ran. */
function ways(nodes: readonly FlowNode[]): SVGElement[] {
  const taken = nodes.flatMap((node, index) => (isTaken(node.step) ? [{ node, index }] : []));
  return taken.slice(1).map(({ node, index }, before) => {
    const from = taken[before];
    const x = left(from?.node ?? node) + 10;
    const y = (from?.index ?? 0) * ROW + BOX + 4;
    const end = index * ROW + 4;
    const across = left(node) + 10;
    return svg('path', {
      class: 'flow-way',
      d: `M ${String(x)} ${String(y)} V ${String(end - 4)} H ${String(across)} V ${String(end)}`,
    });
  });
}

function box(
  node: FlowNode,
  index: number,
  longest: number,
  isChosen: boolean,
  onChoose: (node: FlowNode) => void,
): SVGElement {
  const { name, state, milliseconds } = node.step;
  const y = index * ROW + 4;
  const x = left(node);
  const time = isTaken(node.step) ? `${milliseconds.toFixed(3)} ms` : words[state];
  const group = svg(
    'g',
    {
      class: `flow-step ${state}${isChosen ? ' chosen' : ''}`,
      role: 'button',
      tabindex: isChosen || index === 0 ? 0 : -1,
      'aria-pressed': String(isChosen),
      'aria-label': `${name}: ${words[state]}, ${milliseconds.toFixed(3)} ms`,
      'data-id': node.id,
    },
    svg('rect', { x, y, width: WIDTH - x - BAR - 90, height: BOX, rx: 5 }),
    svg('text', { x: x + 22, y: y + 15 }, name),
    svg('text', { x: WIDTH - BAR - 84, y: y + 15, class: 'flow-time' }, time),
    svg('rect', {
      x: WIDTH - BAR,
      y: y + 7,
      width: (milliseconds / longest) * BAR,
      height: 8,
      class: 'flow-bar',
    }),
  );
  const choose = () => {
    onChoose(node);
  };
  group.addEventListener('click', choose);
  group.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose();
    }
  });
  return group;
}

function isTaken({ state }: StepTrace): boolean {
  return state === 'ran' || state === 'ended' || state === 'failed';
}

function left({ depth }: FlowNode): number {
  return 2 + depth * INDENT;
}
