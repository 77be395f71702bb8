import type { Readable } from 'node:stream';
import { readChunks } from './chunkSource';
import type { InputItem } from './inputItem';
import { InputSplitter } from './inputSplitter';
import { keepText, parseItem } from './parseItem';

export type { InputEvent, InputFailure, InputItem } from './inputItem';
export { openInput, type OpenedInput } from './openInput';
export { parseItem } from './parseItem';

const DEFAULT_LINE_BYTES = 8 * 1024 * 1024;

export interface ReadOptions {
  /** A longer line or element is a failure and is not held in memory; 8 MiB unless given. */
  maxLineBytes?: number;
  /** Ends the events; what has been yielded before stands. */
  signal?: AbortSignal;
  /** Leaves the texts for later: each value is the text that `parseItem` takes. */
  unparsed?: boolean;
}

/**
 * The events of an NDJSON input or of one JSON array, in batches: one for each chunk that ends an event, since a
 * promise for each event would cost more than parsing it. The source is read when a batch is asked for, and
 * destroyed when the caller stops early.
 */
export async function* readEvents(
  source: Readable,
  options: ReadOptions = {},
): AsyncGenerator<InputItem[], void> {
  const { maxLineBytes = DEFAULT_LINE_BYTES, signal } = options;
  const splitter = new InputSplitter(maxLineBytes, options.unparsed ? keepText : parseItem);
  for await (const chunk of readChunks(source, signal)) {
    const items = splitter.push(chunk);
    if (items.length > 0) {
      yield items;
    }
  }
  // After an abort, what is left over is not a last line but one that is cut off.
  const rest = signal?.aborted ? [] : splitter.end();
  if (rest.length > 0) {
    yield rest;
  }
}
