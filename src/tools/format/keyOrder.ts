import { isMap, isSeq, type Node, type YAMLMap } from 'yaml';
import type { TextDocument } from '../../runtime/schema/document';
import type { Edit } from './edit';

/** The usual order of the keys of a workflow, what a key says about its step before what the step does. */
export const keyOrder = {
  workflow: ['name', 'templateType', 'executor', 'bindings', 'steps'],
  binding: ['name', 'path', 'exportAll', 'value', 'fromParent'],
  step: [
    'name',
    'description',
    'type',
    'condition',
    'onComplete',
    'onError',
    'debug',
    'identity',
    'templatePath',
    'functionName',
    'externalWorkflow',
    'workflowStepPath',
    'provider',
    'params',
    'executor',
    'inputTemplate',
    'loopOverInput',
    'loopCondition',
    'template',
    'steps',
    'batches',
    'else',
  ],
  batch: ['key', 'disabled', 'filter', 'map', 'options'],
} as const;

type Kind = keyof typeof keyOrder;

/** What the maps under a key are. */
const kindsBelow: Readonly<Partial<Record<string, Kind>>> = {
  bindings: 'binding',
  steps: 'step',
  else: 'step',
  batches: 'batch',
};

/** The edits that bring the keys of a workflow file into the usual order; each key takes the comments above it along. */
export function orderKeys(document: TextDocument): Edit[] {
  const root = document.nodeAt([]);
  return isMap<Node, Node | null>(root) ? orderMap(document.text, root, 'workflow') : [];
}

function orderMap(text: string, map: YAMLMap<Node, Node | null>, kind: Kind): Edit[] {
  const order: readonly string[] = keyOrder[kind];
  const places = map.items.map(({ key }) => {
    const place = order.indexOf(textOf(text, key));
    return place < 0 ? order.length : place;
  });
  const isOrdered = places.every((place, index) => place >= (places[index - 1] ?? 0));
  if (!isOrdered && !map.flow) {
    // What is inside is ordered next time: its offsets are not true any more.
    return [reorder(text, map, places)];
  }
  return map.items.flatMap(({ key, value }) => {
    const below = kindsBelow[textOf(text, key)];
    const maps = isSeq<Node>(value) ? value.items : [value];
    return below
      ? maps.flatMap((each) => (isMap<Node, Node | null>(each) ? orderMap(text, each, below) : []))
      : [];
  });
}

/** Moves each key with its value and the comments above it. */
function reorder(text: string, map: YAMLMap<Node, Node | null>, places: readonly number[]): Edit {
  const starts = map.items.map(({ key }) => key.range?.[0] ?? 0);
  const column = columnOf(text, starts[0] ?? 0);
  const pieces = map.items.map((_, index) => {
    const start = index === 0 ? (starts[0] ?? 0) : commentsAbove(text, starts[index] ?? 0);
    const next = starts[index + 1];
    const end = next === undefined ? endOf(text, map) : commentsAbove(text, next);
    return { place: places[index] ?? 0, text: text.slice(start, end).trim() };
  });
  const start = starts[0] ?? 0;
  const end = start + text.slice(start, endOf(text, map)).trimEnd().length;
  const sorted = [...pieces].sort((first, second) => first.place - second.place);
  return { start, end, text: sorted.map((piece) => piece.text).join(`\n${' '.repeat(column)}`) };
}

/** The start of the comment lines right above a key, or of its own line. */
function commentsAbove(text: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || !/^ *#/.test(text.slice(above, start))) {
      return start;
    }
    start = above;
  }
}

function endOf(text: string, map: YAMLMap<Node, Node | null>): number {
  const end = map.range?.[1] ?? text.length;
  const { key, value } = map.items.at(-1) ?? {};
  return Math.max(value?.range?.[1] ?? 0, key?.range?.[1] ?? 0) || end;
}

export function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1) - 1;
}

function textOf(text: string, key: Node): string {
  const [start, end] = key.range ?? [0, 0];
  return text.slice(start, end);
}
