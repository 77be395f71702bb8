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
  /** A longer line or element is a failure and is not kept in memory. Default: 8 MiB. */
  maxLineBytes?: number;
  /** Ends the events; events that were already yielded remain valid. */
  signal?: AbortSignal;
  /** Does not parse the texts: each value is the text that `parseItem` expects. */
  unparsed?: boolean;
}

/**
 * The events of an NDJSON input or of one JSON array, in batches: one batch per chunk that completes an event,
 * because a promise per event would cost more than parsing it. The source is read when a batch is requested, and
 * destroyed if the caller stops early.
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
  // After an abort, the rest is not a last line but a truncated one.
  const rest = signal?.aborted ? [] : splitter.end();
  if (rest.length > 0) {
    yield rest;
  }
}
