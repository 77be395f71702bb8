import { JsonataError } from '../jsonataError';
import { builtIns } from './builtIns';
import { boundedText, LONGEST_STRING } from './guard';

// The reference's own versions, which create strings of any length. They have as many parameters as these.

export function pad(text: unknown, width: number, filling: unknown): unknown {
  if (Math.abs(width) > LONGEST_STRING) {
    throw new JsonataError('D3137', { message: `a string may have ${String(LONGEST_STRING)} characters` });
  }
  return builtIns.pad.implementation(text, width, filling);
}

export function join(texts: unknown, separator: unknown): unknown {
  const text = builtIns.join.implementation(texts, separator);
  return typeof text === 'string' ? boundedText(text) : text;
}
