import { notJson, type InputItem } from './inputItem';
import { describeJsonFault } from './jsonFault';

/** Makes an item of the text of a line or element. */
export type ParseItem = (text: string, line: number) => InputItem;

/** Leaves a text as it is: the item's value. */
export const keepText: ParseItem = (text, line) => ({ line, value: text });

/** The event that a text holds, or the failure that says where the text stops being JSON. */
export function parseItem(text: string, line: number): InputItem {
  try {
    return { line, value: JSON.parse(text) as unknown };
  } catch {
    // V8's message quotes the text, so neither it nor the error as a cause may go on from here.
    return notJson(line, describeJsonFault(text));
  }
}
