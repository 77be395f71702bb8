import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';
import { createError, type DestkitError, type Where } from '../errors/destkitError';
import { codeFrame } from '../errors/frame';

/** A path into a document: keys and indices from its root. */
export type Path = readonly (string | number)[];

/**
 * A YAML or JSON file with its value and the place of every part of it. JSON is read by the YAML parser too,
 * which is a superset for our purposes and knows positions.
 */
export class TextDocument {
  readonly value: unknown;
  readonly syntaxErrors: readonly DestkitError[];
  private readonly document: Document.Parsed;
  private readonly lines = new LineCounter();

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, uniqueKeys: true });
    this.syntaxErrors = this.document.errors.map((error) =>
      createError('FILE_SYNTAX', { problem: firstSentence(error.message) }, this.whereOffset(error.pos[0])),
    );
    this.value = this.syntaxErrors.length > 0 ? undefined : this.document.toJS({ maxAliasCount: 100 });
  }

  /** Where the value at a path stands; the nearest parent that exists when the path does not. */
  whereValue(path: Path): Where {
    for (let length = path.length; length >= 0; length -= 1) {
      const offset = startOf(this.nodeAt(path.slice(0, length)));
      if (offset !== undefined) {
        return this.whereOffset(offset);
      }
    }
    return this.whereOffset(0);
  }

  /** Where the key at the end of a path stands. */
  whereKey(path: Path): Where {
    const key = path.at(-1);
    const offset = startOf(this.pairAt(path)?.key);
    return offset === undefined ? this.whereValue(path) : this.whereOffset(offset, String(key).length);
  }

  whereOffset(offset: number, length = 1): Where {
    const { line, col } = this.lines.linePos(offset);
    const at = { file: this.file, line: Math.max(1, line), column: Math.max(1, col) };
    return { at, frame: codeFrame(this.text, at.line, at.column, length) };
  }

  nodeAt(path: Path): Node | undefined {
    const node: unknown = this.document.getIn(path, true);
    return isScalar(node) || isMap(node) || isSeq(node) ? node : undefined;
  }

  private pairAt(path: Path): Pair<Node, Node | null> | undefined {
    const parent = this.nodeAt(path.slice(0, -1));
    const key = path.at(-1);
    if (!isMap<Node, Node | null>(parent)) {
      return undefined;
    }
    return parent.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
  }
}

function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}

function firstSentence(message: string): string {
  return message.split('\n')[0]?.replace(/:$/, '') ?? message;
}
