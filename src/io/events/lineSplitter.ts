import { tooLong, type InputItem, type Splitter } from './inputItem';
import { LINE_FEED } from './jsonBytes';
import { parseItem, type ParseItem } from './parseItem';
import { UnfinishedText } from './unfinishedText';

const BLANK = /^[ \t\r]*$/;
const NOTHING = Buffer.alloc(0);

/**
 * Splits NDJSON into lines. Only a line feed ends a line. node:readline would also split at U+2028 and U+2029, which
 * JSON strings may contain, and needs an event or a promise for each line.
 */
export class LineSplitter implements Splitter {
  private line = 0;
  private readonly unfinished: UnfinishedText;

  constructor(
    private readonly limit: number,
    private readonly parse: ParseItem = parseItem,
  ) {
    this.unfinished = new UnfinishedText(limit);
  }

  push(chunk: Buffer): InputItem[] {
    const items: InputItem[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.addLine(this.unfinished.complete(chunk, start, end), items);
      start = end + 1;
    }
    this.unfinished.hold(chunk, start, chunk.length);
    return items;
  }

  end(): InputItem[] {
    const items: InputItem[] = [];
    this.addLine(this.unfinished.complete(NOTHING, 0, 0), items);
    return items;
  }

  private addLine(text: string | undefined, items: InputItem[]): void {
    // Blank lines count, so that line numbers match those in an editor.
    this.line += 1;
    if (text === undefined) {
      items.push(tooLong(this.line, this.limit));
    } else if (!BLANK.test(text)) {
      items.push(this.parse(text, this.line));
    }
  }
}
