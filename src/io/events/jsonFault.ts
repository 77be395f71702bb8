import { JsonFault, JsonReader } from './jsonReader';

/** Describes where and why a text that JSON.parse has rejected stops being JSON; never quotes the text. */
export function describeJsonFault(text: string): string {
  const fault = findJsonFault(text);
  if (!fault) {
    return 'it cannot be parsed';
  }
  const rows = text.slice(0, fault.offset).split('\n');
  const column = (rows.at(-1) ?? '').length + 1;
  // Only an element of an array can span lines; its place in the file is not known.
  return rows.length === 1
    ? `${fault.reason} at column ${column}`
    : `${fault.reason} at row ${rows.length}, column ${column} of the element`;
}

/** V8's messages cannot be used: some name only a position, the others quote the text. */
function findJsonFault(text: string): JsonFault | undefined {
  try {
    new JsonReader(text).readAll();
    return undefined;
  } catch (error) {
    if (error instanceof JsonFault) {
      return error;
    }
    throw error;
  }
}
