import { notJson, type InputItem } from './inputItem';
import { describeJsonFault } from './jsonFault';

/** Creates an item from the text of a line or element. */
export type ParseItem = (text: string, line: number) => InputItem;

/** Does not parse the text; the text is the value of the item. */
export const keepText: ParseItem = (text, line) => ({ line, value: text });

/** The event in a JSON string, or a failure that describes where it stops being JSON. */
export function parseItem(text: string, line: number): InputItem {
  try {
    return { line, value: JSON.parse(text) as unknown };
  } catch {
    // V8's message quotes the text, so neither the message nor the error (as a cause) may be passed on.
    return notJson(line, describeJsonFault(text));
  }
}
