import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node, Pair, Scalar } from 'yaml';
import { BoundedCache } from '../boundedCache';
import { createError, type DestkitError, type Where } from '../errors/destkitError';
import { codeFrame } from '../errors/frame';
import { isParsable, readJson, readYaml } from './fileSyntax';

const REPORTED_PROBLEMS = 10;

/** A path into a document: keys and indices from its root. */
export type Path = readonly (string | number)[];

/**
 * A YAML or JSON file with its value and the place of every part. JSON is also parsed by the YAML parser, which
 * provides positions; nevertheless a file named `.json` must be valid JSON, because other programs read it as such.
 */
export class TextDocument {
  readonly value: unknown;
  readonly syntaxErrors: readonly DestkitError[];
  private isParsable: boolean | undefined;
  private parsed: { document: Document.Parsed; lines: LineCounter } | undefined;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    const isJson = file.toLowerCase().endsWith('.json');
    const parse = () => this.tree().document;
    const { value, problems } = isJson ? readJson(parse, text) : readYaml(parse, text);
    this.value = value;
    // A single mistake can cause many parser errors.
    this.syntaxErrors = problems
      .slice(0, REPORTED_PROBLEMS)
      .map(({ problem, offset }) => createError('FILE_SYNTAX', { problem }, this.whereOffset(offset)));
  }

  /** The place of the value at a path; if the path does not exist, that of the nearest existing parent. */
  whereValue(path: Path): Where {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = this.nodeAt(path.slice(0, length));
      if (node?.range) {
        const [start, end] = node.range;
        return this.whereOffset(start, isScalar(node) ? end - start : 1);
      }
    }
    return this.whereOffset(0);
  }

  /** The place of the key at the end of a path. */
  whereKey(path: Path): Where {
    const range = this.pairAt(path)?.key.range;
    return range ? this.whereOffset(range[0], range[1] - range[0]) : this.whereValue(path);
  }

  whereOffset(offset: number, length = 1): Where {
    const before = this.text.slice(0, offset);
    const line = before.split('\n').length;
    const at = { file: this.file, line, column: offset - before.lastIndexOf('\n') };
    return { at, frame: codeFrame(this.text, at.line, at.column, length) };
  }

  /** The node at a path; an alias is resolved. */
  nodeAt(path: Path): Node | undefined {
    // If the file is too large to be parsed for places, its start is used.
    this.isParsable ??= isParsable(this.text);
    if (!this.isParsable) {
      return undefined;
    }
    let node = this.resolve(this.tree().document.contents);
    for (const part of path) {
      node = this.resolve(this.childOf(node, part));
    }
    return node;
  }

  /** The text with the place of every part, parsed on first use. */
  private tree(): { document: Document.Parsed; lines: LineCounter } {
    if (!this.parsed) {
      const lines = new LineCounter();
      const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false };
      this.parsed = { document: withoutStacks(() => parseDocument(this.text, options)), lines };
    }
    return this.parsed;
  }

  private childOf(parent: Node | undefined, part: string | number): unknown {
    return isSeq(parent) ? parent.items[Number(part)] : this.findPair(parent, part)?.value;
  }

  private pairAt(path: Path): Pair<Node, Node | null> | undefined {
    const key = path.at(-1);
    return key === undefined ? undefined : this.findPair(this.nodeAt(path.slice(0, -1)), key);
  }

  /** Keys are compared as strings, as in the value: `1: x` has the key "1". */
  private findPair(parent: Node | undefined, name: string | number): Pair<Node, Node | null> | undefined {
    if (!isMap<Node, Node | null>(parent)) {
      return undefined;
    }
    return parent.items.find(({ key }) => {
      const node = this.resolve(key);
      return isScalar(node) && keyText(node as PlainScalar) === String(name);
    });
  }

  private resolve(node: unknown): Node | undefined {
    if (isAlias(node)) {
      return node.resolve(this.tree().document);
    }
    return isScalar(node) || isMap(node) || isSeq(node) ? node : undefined;
  }
}

/** The parser creates an error for each mistake. There may be very many, and their stacks are not used. */
function withoutStacks<T>(parse: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return parse();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** What was read last of each file. */
const REMEMBERED_FILES = 200;
const documents = new BoundedCache<string, TextDocument>(REMEMBERED_FILES);

/** The document of a file; the same object as long as its text is unchanged, so that results can be cached. */
export function openDocument(file: string, text: string): TextDocument {
  const known = documents.find(file);
  if (known?.text === text) {
    return known;
  }
  const document = new TextDocument(file, text);
  documents.set(file, document);
  return document;
}

type PlainScalar = Scalar<string | number | boolean | null>;

function keyText(key: PlainScalar): string {
  return String(key.value ?? '');
}
