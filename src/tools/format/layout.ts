import {
  blankLine,
  broken,
  choice,
  freshLine,
  group,
  hardLine,
  indent,
  line,
  mustBreak,
  softLine,
  type Doc,
} from './doc';
import type { List, Node, Piece } from './node';

/** Operators with a place where a long expression may be broken; each of a row of them is broken alike. */
const breaking = new Set(['and', 'or', '&', '+', '-', '~>']);
const tight = new Set(['.', '..', '@', '#']);

type Conditional = Extract<Node, { kind: 'conditional' }>;

/** How an expression is laid out. Only the space between tokens is decided here; they and their comments stay. */
export function layOut(node: Node): Doc {
  switch (node.kind) {
    case 'leaf':
      return write(node.piece);
    case 'prefix':
      return [write(node.operator), layOut(node.operand)];
    case 'infix':
      return infix(node);
    case 'list':
      return list(node);
    case 'pair':
      return [layOut(node.key), write(node.colon), ' ', layOut(node.value)];
    case 'applied':
      return applied(node);
    case 'conditional':
      return conditional(node);
    case 'function':
      return [
        write(node.name),
        list(node.parameters),
        node.signature.map(write),
        ' ',
        functionBody(node.body),
      ];
    case 'transform': {
      const { bars, pattern, update, omitted } = node;
      return [
        write(bars[0]),
        layOut(pattern),
        write(bars[1]),
        layOut(update),
        omitted ? [write(omitted.comma), ' ', layOut(omitted.value)] : [],
        write(bars[2]),
      ];
    }
  }
}

/** A token with its comments. */
export function write(piece: Piece): Doc {
  return [commentsBefore(piece), piece.text, piece.after.map((comment) => [' ', comment])];
}

function commentsBefore({ before }: Piece): Doc {
  return before.map(({ text, isAlone }) => (isAlone ? [freshLine, text, hardLine] : [text, ' ']));
}

function infix(node: Extract<Node, { kind: 'infix' }>): Doc {
  const { operator, left, right } = node;
  if (tight.has(operator.text)) {
    return [layOut(left), write(operator), layOut(right)];
  }
  if (!breaking.has(operator.text)) {
    return [layOut(left), ' ', write(operator), ' ', layOut(right)];
  }
  const operands: { operator: Piece; operand: Node }[] = [];
  let first: Node = node;
  while (first.kind === 'infix' && first.power === node.power && breaking.has(first.operator.text)) {
    operands.unshift({ operator: first.operator, operand: first.right });
    first = first.left;
  }
  const isLogical = operator.text === 'and' || operator.text === 'or';
  const rest = operands.map(({ operator, operand }, index) => {
    const content = layOut(operand);
    const onLine: Doc = [' ', write(operator), ' ', content];
    // `"a" & (` at the end of a line.
    return !isLogical && index === operands.length - 1 && isExpandable(operand)
      ? choice(group(onLine), [' ', write(operator), ' ', broken(content)])
      : indent(isLogical ? [line, onLine.slice(1)] : group([line, onLine.slice(1)]));
  });
  return isLogical ? group([layOut(first), rest]) : [layOut(first), rest];
}

/** Items in brackets: on one line, or each on a line of its own, as where the writer has broken the first line. */
function list({ open, items, separators, close }: List): Doc {
  const [only] = items;
  if (!only) {
    return [write(open), close.before.length > 0 ? ' ' : '', write(close)];
  }
  const wasBroken = firstPiece(only).breaks > 0;
  if (items.length === 1 && separators.length === 0 && !wasBroken && hugs(open, only)) {
    return [write(open), layOut(only), write(close)];
  }
  const inside = items.map((item, index) => {
    const separator = separators[index];
    const next = items[index + 1];
    const space = !next ? [] : firstPiece(next).breaks > 1 ? blankLine : line;
    return [layOut(item), separator ? write(separator) : [], space];
  });
  // Comments in front of the bracket do not break what is in it.
  const bare = { ...open, before: [] };
  return [
    commentsBefore(open),
    group([write(bare), indent(softLine, inside), softLine, write(close)], wasBroken),
  ];
}

/** Whether the only item of an array or object begins and ends on the lines of the brackets: `[{`, `{"JSON": {`. */
function hugs({ text }: Piece, only: Node): boolean {
  return text === '['
    ? isExpandable(only) || hugsLast(only)
    : only.kind === 'pair' && isExpandable(only.value);
}

function functionBody(body: List): Doc {
  const [only] = body.items;
  const inner = only?.kind === 'list' && only.open.text === '(' ? only : undefined;
  if (inner && body.separators.length === 0) {
    return [write(body.open), list(inner), write(body.close)];
  }
  const statements = body.items.map((item, index) => {
    const separator = body.separators[index];
    return [layOut(item), separator ? write(separator) : [], index < body.items.length - 1 ? line : []];
  });
  const wasBroken = only !== undefined && firstPiece(only).breaks > 0;
  return group([write(body.open), indent(line, statements), line, write(body.close)], wasBroken);
}

function applied({ target, caret, list: given }: Extract<Node, { kind: 'applied' }>): Doc {
  const before = [layOut(target), caret ? write(caret) : []];
  const whole = list(given);
  const { items } = given;
  const last = items.at(-1);
  const isCall = given.open.text === '(' && !caret;
  const isHugging = isCall && last && (isExpandable(last) || (items.length === 1 && last.kind === 'applied'));
  const wasBroken = items[0] !== undefined && firstPiece(items[0]).breaks > 0;
  if (!isHugging || wasBroken || given.close.before.length > 0 || given.separators.length === items.length) {
    return [before, whole];
  }
  const others = items.slice(0, -1).map((item, index) => {
    const separator = given.separators[index];
    return [layOut(item), separator ? write(separator) : [], ' '];
  });
  if (mustBreak(others)) {
    return [before, whole];
  }
  const hugging: Doc = [write(given.open), flatOnly(others), broken(layOut(last)), write(given.close)];
  return [before, choice(whole, hugging, broken(whole))];
}

function conditional(node: Conditional): Doc {
  const { condition, question, then, otherwise } = node;
  const start: Doc = [layOut(condition), ' ', write(question), ' '];
  const flat = group([
    start,
    layOut(then),
    otherwise ? [' ', write(otherwise.colon), ' ', layOut(otherwise.value)] : [],
  ]);
  const forms: Doc[] = [];
  if (otherwise && isExpandable(otherwise.value) && !startsWith(otherwise.value, '[')) {
    const head = group([start, layOut(then), ' ', write(otherwise.colon), ' ']);
    forms.push(...(mustBreak(head) ? [] : [[head, broken(layOut(otherwise.value))]]));
  }
  const isRow = otherwise?.value.kind === 'conditional';
  if (!mustBreak(start) && (isRow || isExpandable(then) || (!otherwise && hugsLast(then)))) {
    forms.push(casesOf(node));
  }
  const indented: Doc = [
    layOut(condition),
    indent(
      hardLine,
      write(question),
      ' ',
      branch(then),
      otherwise
        ? [
            hardLine,
            write(otherwise.colon),
            ' ',
            otherwise.value.kind === 'conditional'
              ? casesOf(otherwise.value, false)
              : branch(otherwise.value),
          ]
        : [],
    ),
  ];
  return choice(flat, ...forms, indented);
}

/** A row of conditions like the cases of a switch: each `: condition ? value` on a line of its own. */
function casesOf({ condition, question, then, otherwise }: Conditional, isFirst = true): Doc {
  const value = isFirst && hugsLast(then) ? layOut(then) : branch(then);
  const head = group([layOut(condition), ' ', write(question), ' ']);
  const start = choice(group([head, layOut(then)]), ...(mustBreak(head) ? [] : [[head, broken(value)]]), [
    layOut(condition),
    indent(hardLine, write(question), ' ', branch(then)),
  ]);
  if (!otherwise) {
    return start;
  }
  const { colon, value: last } = otherwise;
  return [
    start,
    hardLine,
    write(colon),
    ' ',
    last.kind === 'conditional' ? casesOf(last, false) : branch(last),
  ];
}

/** A call is indented as far as the mark in front of it is wide. */
function branch(node: Node): Doc {
  const doc = layOut(node);
  return isExpandable(node) ? choice(group(doc), broken(doc)) : node.kind === 'applied' ? indent(doc) : doc;
}

/** Whether a call ends in something that may begin at the end of its line. */
function hugsLast(node: Node): boolean {
  const last = node.kind === 'applied' && node.list.open.text === '(' ? node.list.items.at(-1) : undefined;
  return last !== undefined && isExpandable(last);
}

function startsWith(node: Node, text: string): boolean {
  return firstPiece(node).text === text;
}

/** Whether something may begin at the end of a line and go on in the lines below. */
function isExpandable(node: Node): boolean {
  return node.kind === 'function' || (node.kind === 'list' && node.items.length > 0);
}

/** Fits on its line, or is not taken. */
function flatOnly(doc: Doc): Doc {
  return group(doc);
}

function firstPiece(node: Node): Piece {
  switch (node.kind) {
    case 'leaf':
      return node.piece;
    case 'prefix':
      return node.operator;
    case 'infix':
      return firstPiece(node.left);
    case 'list':
      return node.open;
    case 'pair':
      return firstPiece(node.key);
    case 'applied':
      return firstPiece(node.target);
    case 'conditional':
      return firstPiece(node.condition);
    case 'function':
      return node.name;
    case 'transform':
      return node.bars[0];
  }
}
