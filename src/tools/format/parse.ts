import type { List, Node, Piece } from './node';
import { readPieces } from './pieces';

/** How tightly an operator binds what is on its left, as in the jsonata package's parser; its right side where that differs. */
const powers: Readonly<Record<string, readonly [left: number, right: number]>> = {
  '.': [75, 75],
  '[': [80, 0],
  '(': [80, 0],
  '{': [70, 0],
  '@': [80, 80],
  '#': [80, 80],
  '?': [20, 0],
  '+': [50, 50],
  '-': [50, 50],
  '*': [60, 60],
  '/': [60, 60],
  '%': [60, 60],
  '&': [50, 50],
  '=': [40, 40],
  '!=': [40, 40],
  '<': [40, 40],
  '>': [40, 40],
  '<=': [40, 40],
  '>=': [40, 40],
  '^': [40, 0],
  '~>': [40, 40],
  '?:': [40, 0],
  '??': [40, 0],
  in: [40, 40],
  and: [30, 30],
  or: [25, 25],
  ':=': [10, 9],
};
const NEGATION = 70;

/** Reads an expression that the jsonata package can parse. */
export function parse(source: string): { node: Node; end: Piece } {
  return new Parser(readPieces(source)).parse();
}

class Parser {
  private index = 0;

  constructor(private readonly pieces: readonly Piece[]) {}

  parse(): { node: Node; end: Piece } {
    const node = this.expression(0);
    const end = this.take();
    if (end.text !== '') {
      throw new Error(`${end.text} is not expected`);
    }
    return { node, end };
  }

  private get next(): Piece {
    const piece = this.pieces[this.index];
    if (!piece) {
      throw new Error('the expression is not finished');
    }
    return piece;
  }

  private take(expected?: string): Piece {
    const { next } = this;
    if (expected !== undefined && next.text !== expected) {
      throw new Error(`${expected} is expected before ${next.text}`);
    }
    this.index += 1;
    return next;
  }

  private expression(power: number): Node {
    let left = this.first();
    for (;;) {
      const [leftPower, rightPower] = powers[this.next.text] ?? [0, 0];
      if (leftPower <= power) {
        return left;
      }
      left = this.continued(left, leftPower, rightPower);
    }
  }

  /** What an expression can begin with. */
  private first(): Node {
    const piece = this.take();
    switch (piece.text) {
      case '(':
        return this.list(piece, ')', ';');
      case '[':
        return this.list(piece, ']', ',');
      case '{':
        return this.list(piece, '}', ',', () => this.pair());
      case '-':
        return { kind: 'prefix', operator: piece, operand: this.expression(NEGATION) };
      case '|':
        return this.transform(piece);
      default:
        return (piece.text === 'function' || piece.text === 'λ') && this.next.text === '('
          ? this.function(piece)
          : { kind: 'leaf', piece };
    }
  }

  private continued(left: Node, power: number, rightPower: number): Node {
    const piece = this.take();
    switch (piece.text) {
      case '(':
        return { kind: 'applied', target: left, list: this.list(piece, ')', ',') };
      case '[':
        return { kind: 'applied', target: left, list: this.list(piece, ']', ',') };
      case '{':
        return { kind: 'applied', target: left, list: this.list(piece, '}', ',', () => this.pair()) };
      case '^': {
        const list = this.list(this.take('('), ')', ',', () => this.order());
        return { kind: 'applied', target: left, caret: piece, list };
      }
      case '?': {
        const then = this.expression(0);
        return {
          kind: 'conditional',
          condition: left,
          question: piece,
          then,
          ...(this.next.text === ':' ? { otherwise: { colon: this.take(), value: this.expression(0) } } : {}),
        };
      }
      default:
        return { kind: 'infix', left, operator: piece, right: this.expression(rightPower), power };
    }
  }

  private list(open: Piece, close: string, separator: string, item = () => this.item()): List {
    const items: Node[] = [];
    const separators: Piece[] = [];
    while (this.next.text !== close) {
      items.push(item());
      if (this.next.text !== separator) {
        break;
      }
      separators.push(this.take());
    }
    return { kind: 'list', open, items, separators, close: this.take(close) };
  }

  /** An item of an array may be a range. */
  private item(): Node {
    const left = this.expression(0);
    return this.next.text === '..'
      ? { kind: 'infix', left, operator: this.take(), right: this.expression(0), power: 0 }
      : left;
  }

  private pair(): Node {
    return { kind: 'pair', key: this.expression(0), colon: this.take(':'), value: this.expression(0) };
  }

  private order(): Node {
    return this.next.text === '<' || this.next.text === '>'
      ? { kind: 'prefix', operator: this.take(), operand: this.expression(0) }
      : this.expression(0);
  }

  private function(name: Piece): Node {
    const parameters = this.list(this.take('('), ')', ',');
    const signature: Piece[] = [];
    if (this.next.text === '<') {
      let depth = 0;
      do {
        const piece = this.take();
        signature.push(piece);
        depth += piece.text === '<' ? 1 : piece.text === '>' ? -1 : 0;
      } while (depth > 0);
    }
    return { kind: 'function', name, parameters, signature, body: this.list(this.take('{'), '}', ';') };
  }

  private transform(open: Piece): Node {
    const pattern = this.expression(0);
    const middle = this.take('|');
    const update = this.expression(0);
    const omitted = this.next.text === ',' ? { comma: this.take(), value: this.expression(0) } : undefined;
    return {
      kind: 'transform',
      bars: [open, middle, this.take('|')],
      pattern,
      update,
      ...(omitted ? { omitted } : {}),
    };
  }
}
