export interface Comment {
  text: string;
  /** Whether nothing else is on its line. */
  isAlone: boolean;
}

/** A token of an expression as it is written, with the comments around it. */
export interface Piece {
  text: string;
  isOperator: boolean;
  /** Comments in front of it. */
  before: readonly Comment[];
  /** Comments after it on its line. */
  after: string[];
  /** The line breaks between it and what is in front of it. */
  breaks: number;
}

/** Items in brackets, with what separates them; the item of an object is a pair. */
export interface List {
  kind: 'list';
  open: Piece;
  items: readonly Node[];
  separators: readonly Piece[];
  close: Piece;
}

/** The grammar of an expression, token for token: what the jsonata package's tree leaves out is here. */
export type Node =
  | { kind: 'leaf'; piece: Piece }
  | { kind: 'prefix'; operator: Piece; operand: Node }
  | { kind: 'infix'; left: Node; operator: Piece; right: Node; power: number }
  | List
  | { kind: 'pair'; key: Node; colon: Piece; value: Node }
  /** A call, a filter, a group-by, or an order. */
  | { kind: 'applied'; target: Node; caret?: Piece; list: List }
  | {
      kind: 'conditional';
      condition: Node;
      question: Piece;
      then: Node;
      otherwise?: { colon: Piece; value: Node };
    }
  | { kind: 'function'; name: Piece; parameters: List; signature: readonly Piece[]; body: List }
  | {
      kind: 'transform';
      bars: readonly [Piece, Piece, Piece];
      pattern: Node;
      update: Node;
      omitted?: { comma: Piece; value: Node };
    };
