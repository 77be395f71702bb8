import { ElementScanner } from './elementScanner';
import { notJson, tooLong, type InputItem, type Splitter } from './inputItem';
import { CLOSE_BRACKET, findContent } from './jsonBytes';
import { parseItem, type ParseItem } from './parseItem';
import { UnfinishedText } from './unfinishedText';

const NOTHING = Buffer.alloc(0);

/**
 * Splits one JSON array into its elements; the first chunk starts after the opening bracket. It does not check
 * whether an element is JSON. JSON.parse does this later, so an invalid element does not affect the others.
 */
export class ArraySplitter implements Splitter {
  private element = 1;
  /** Whether the element contains a byte that is not white space yet. */
  private begun = false;
  private state: 'open' | 'closed' | 'trailed' = 'open';
  private readonly scanner = new ElementScanner();
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
    while (this.state === 'open') {
      // White space before an element does not belong to it, neither for the limit nor for columns.
      const first = this.begun ? start : findContent(chunk, start);
      if (first === -1) {
        return items;
      }
      const end = this.scanner.findEnd(chunk, first);
      this.begun ||= end > first;
      if (end === chunk.length) {
        this.unfinished.hold(chunk, first, end);
        return items;
      }
      this.finishElement(chunk, first, end, items);
      start = end + 1;
    }
    this.checkTrailer(chunk, start, items);
    return items;
  }

  end(): InputItem[] {
    if (this.state !== 'open') {
      return [];
    }
    const items: InputItem[] = [];
    if (this.begun) {
      this.addWholeElement(items);
    }
    items.push(notJson(this.element, 'the input ends before the end of the array'));
    return items;
  }

  private finishElement(chunk: Buffer, start: number, end: number, items: InputItem[]): void {
    const closes = chunk[end] === CLOSE_BRACKET;
    if (this.begun) {
      const text = this.unfinished.complete(chunk, start, end);
      items.push(text === undefined ? tooLong(this.element, this.limit) : this.parse(text, this.element));
    } else if (!closes || this.element > 1) {
      items.push(notJson(this.element, 'there is nothing between two commas or before the closing bracket'));
    }
    this.state = closes ? 'closed' : 'open';
    this.element += 1;
    this.begun = false;
  }

  /** If the array is truncated, its last element counts if it is complete; a number may lack digits. */
  private addWholeElement(items: InputItem[]): void {
    const text = this.unfinished.complete(NOTHING, 0, 0);
    const item = text === undefined ? tooLong(this.element, this.limit) : parseItem(text, this.element);
    if (text === undefined || ('value' in item && typeof item.value !== 'number')) {
      items.push(text === undefined ? item : this.parse(text, this.element));
      this.element += 1;
    }
  }

  private checkTrailer(chunk: Buffer, start: number, items: InputItem[]): void {
    if (this.state === 'closed' && findContent(chunk, start) !== -1) {
      this.state = 'trailed';
      items.push(
        notJson(this.element, 'more text after the array; a file that begins with "[" is read as one array'),
      );
    }
  }
}
