import { childrenOf, type Ast } from './ast';
import { readTokens, type Token } from './tokens';

/** The range of a node in the text of its expression: from its first character to after its last. */
export interface Span {
  start: number;
  end: number;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The tokens of one expression, and which of them each of its nodes consists of. */
export class SourceMap {
  readonly tokens: readonly Token[];
  /** Each comment, with the index of the token after it. */
  readonly comments: readonly { text: string; before: number }[];
  private readonly endingAt: ReadonlyMap<number, number>;
  private readonly known = new WeakMap<Ast, Span>();

  constructor(readonly text: string) {
    const all = readTokens(text);
    this.tokens = all.filter(({ kind }) => kind !== 'comment');
    this.comments = all
      .filter(({ kind }) => kind === 'comment')
      .map(({ start, end }) => ({
        text: text.slice(start + 2, end - 2).trim(),
        before: this.tokenFrom(end),
      }));
    this.endingAt = new Map(this.tokens.map(({ end }, index) => [end, index]));
  }

  /**
   * From the first to the last token of a node and all of its descendants; undefined if the parser provides no
   * position.
   */
  spanOf(node: Ast): Span | undefined {
    const known = this.known.get(node);
    const found = known ?? this.find(node);
    if (found && !known) {
      this.known.set(node, found);
    }
    return found;
  }

  /** The index of the token that starts at an offset, or of the next one. */
  tokenFrom(offset: number): number {
    const index = this.tokens.findIndex(({ start }) => start >= offset);
    return index < 0 ? this.tokens.length : index;
  }

  /** Whether a token has this text. */
  is(index: number, written: string): boolean {
    const token = this.tokens[index];
    return token !== undefined && this.text.slice(token.start, token.end) === written;
  }

  private find(root: Ast): Span | undefined {
    let first = Infinity;
    let last = -1;
    const visit = (node: Ast): void => {
      const own = node.position === undefined ? undefined : this.endingAt.get(node.position);
      if (own !== undefined) {
        first = Math.min(first, own);
        last = Math.max(last, own);
      }
      if (node.type === 'bind') {
        visit(node.lhs);
      } else if (own !== undefined && node.type === 'lambda' && !node.thunk) {
        // The parser provides the position of the parenthesis, after `function`.
        first = Math.min(first, own - 1);
      }
      childrenOf(node).forEach(visit);
    };
    visit(root);
    const start = this.tokens[first]?.start;
    const end = this.tokens[this.lastToken(first, last)]?.end;
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  /** The last token, including the closing brackets of everything that was opened. */
  private lastToken(first: number, last: number): number {
    const open: string[] = [];
    let index = first;
    for (; index <= last || open.length > 0; index += 1) {
      const { start, end, kind } = this.tokens[index] ?? {};
      if (start === undefined) {
        return last;
      }
      const written = kind === 'operator' ? this.text.slice(start, end) : '';
      const bracket = closing[written];
      if (bracket !== undefined) {
        open.push(bracket);
      } else if (written === open.at(-1)) {
        open.pop();
      }
    }
    // `a[]`, which is only a flag in the tree.
    return this.is(index, '[') && this.is(index + 1, ']') ? index + 1 : index - 1;
  }
}
