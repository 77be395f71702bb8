import {
  childrenOf,
  type Ast,
  type ConditionNode,
  type FunctionNode,
  type Pair,
} from '../../runtime/jsonata/ast';
import { isSameExpression } from '../../runtime/jsonata/analyse';
import { isBuiltInName } from '../../runtime/jsonata/runtime/builtIns';
import type { SourceMap, Span } from '../../runtime/jsonata/span';
import { doubling } from '../observer/points';

/** A mutation of the text of one expression. */
export interface ExpressionMutation {
  /** A description for the report. */
  label: string;
  /** The mutated node. Only a golden that evaluates it can detect the mutation. */
  span: Span;
  /** Replaces the characters from `start` up to, not including, `end` with `text`. */
  edit: Span & { text: string };
}

const operators: Readonly<Record<string, string>> = {
  '=': '!=',
  '!=': '=',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  and: 'or',
  or: 'and',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
};

/** The replacement of a string literal. */
export const OTHER_TEXT = 'mutated';

/** All mutations of an expression; each is applied alone. */
export function listExpressionMutations(root: Ast, map: SourceMap): ExpressionMutation[] {
  const changes: ExpressionMutation[] = [];
  const visit = (node: Ast): void => {
    changes.push(...changesOf(node, map));
    const isDoubled = node.type === 'condition' && doubling(node) !== undefined;
    const keys = new Set<Ast>(pairsOf(node).map(([key]) => key));
    childrenOf(node)
      .filter((child) => !keys.has(child) || child.type !== 'string')
      .filter((child) => !isDoubled || child !== node.condition)
      .forEach(visit);
  };
  visit(root);
  return changes;
}

/** Negates a condition. */
export function negated(text: string): string {
  return `((${text}) ? false : true)`;
}

function changesOf(node: Ast, map: SourceMap): ExpressionMutation[] {
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
    case 'regex':
      return literalChange(node, map);
    case 'condition':
      return conditionChange(node, map);
    case 'binary':
      return operatorChange(node, map);
    case 'unary':
      return node.value === '{'
        ? fieldDrops(node.lhs, map)
        : node.value === '['
          ? itemDrops(node.expressions.filter(isComputed), node.expressions.length, 'item', map)
          : [];
    case 'function':
      return argumentDrops(node, map);
    default:
      return node.group ? fieldDrops(node.group.lhs, map) : [];
  }
}

function pairsOf(node: Ast): readonly Pair[] {
  return node.type === 'unary' && node.value === '{' ? node.lhs : (node.group?.lhs ?? []);
}

function literalChange(node: Ast, map: SourceMap): ExpressionMutation[] {
  const span = map.spanOf(node);
  if (!span) {
    return [];
  }
  const written = map.text.slice(span.start, span.end);
  const text = otherLiteral(node, written);
  return [{ label: `${written} became ${text}`, span, edit: { ...span, text } }];
}

function otherLiteral(node: Ast, written: string): string {
  switch (node.type) {
    case 'number':
      return String(Number(written) + 1);
    case 'regex':
      return '/(?!)/';
    case 'value':
      return node.value === null ? `"${OTHER_TEXT}"` : String(node.value === false);
    default:
      return `"${OTHER_TEXT}"`;
  }
}

/** If both branches exist, they are swapped; a single branch is taken when the condition is false. */
function conditionChange(node: ConditionNode, map: SourceMap): ExpressionMutation[] {
  const [span, asked] = [map.spanOf(node), map.spanOf(node.condition)];
  const [then, otherwise] = [map.spanOf(node.then), node.else && map.spanOf(node.else)];
  if (!span || !asked || !then || isSameExpression(node.condition, node.then) || doubling(node)) {
    return [];
  }
  if (otherwise) {
    const between = map.text.slice(then.end, otherwise.start);
    const [first, second] = [then, otherwise].map(({ start, end }) => `(${map.text.slice(start, end)})`);
    const text = `${String(second)}${between}${String(first)}`;
    const label = 'the branches of ? : changed places';
    return [{ label, span, edit: { start: then.start, end: otherwise.end, text } }];
  }
  const text = negated(map.text.slice(asked.start, asked.end));
  return [{ label: 'the condition of ? was negated', span, edit: { ...asked, text } }];
}

function operatorChange(node: Extract<Ast, { type: 'binary' }>, map: SourceMap): ExpressionMutation[] {
  const span = map.spanOf(node);
  const end = node.position;
  if (!span || end === undefined) {
    return [];
  }
  if (node.value === 'in') {
    const text = `$not(${map.text.slice(span.start, span.end)})`;
    return [{ label: 'in became not in', span, edit: { ...span, text } }];
  }
  const other = operators[node.value];
  const edit = { start: end - node.value.length, end };
  return other === undefined
    ? []
    : [{ label: `${node.value} became ${other}`, span, edit: { ...edit, text: other } }];
}

function fieldDrops(pairs: readonly Pair[], map: SourceMap): ExpressionMutation[] {
  return pairs.flatMap(([key, value]) => {
    const [first, last] = [map.spanOf(key), map.spanOf(value)];
    if (!first || !last) {
      return [];
    }
    const span = { start: first.start, end: last.end };
    const label = `the field ${map.text.slice(first.start, first.end)} was dropped`;
    return [{ label, span: last, edit: withComma(span, map) }];
  });
}

/** The items of an array; a single item has no comma to remove. */
function itemDrops(nodes: readonly Ast[], count: number, what: string, map: SourceMap): ExpressionMutation[] {
  return count < 2
    ? []
    : nodes.flatMap((node) => {
        const span = map.spanOf(node);
        const label = `the ${what} ${span ? shortened(map.text.slice(span.start, span.end)) : ''} was dropped`;
        return span ? [{ label, span, edit: withComma(span, map) }] : [];
      });
}

/** Functions of the language report a missing argument themselves; those of the runtime accept any arguments. */
function argumentDrops({ procedure, arguments: args }: FunctionNode, map: SourceMap): ExpressionMutation[] {
  const isOwn = procedure.type === 'variable' && !isBuiltInName(procedure.value);
  return isOwn ? itemDrops(args, args.length, `argument`, map) : [];
}

/** Literals have their own mutations. */
function isComputed({ type }: Ast): boolean {
  return !['string', 'number', 'value'].includes(type);
}

/** An item of an array, with the comma after it or else the one before it. */
function withComma(span: Span, map: SourceMap): ExpressionMutation['edit'] {
  const behind = map.tokenFrom(span.end);
  const before = map.tokenFrom(span.start) - 1;
  if (map.is(behind, ',')) {
    return { start: span.start, end: map.tokens[behind + 1]?.start ?? span.end, text: '' };
  }
  const start = map.is(before, ',') ? (map.tokens[before]?.start ?? span.start) : span.start;
  return { start, end: span.end, text: '' };
}

const SHOWN = 40;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 3)}...` : line;
}
