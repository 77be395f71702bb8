import { Readable } from 'node:stream';
import type { DestkitError } from '../../../src/runtime/errors/destkitError';
import { readEvents, type InputItem, type ReadOptions } from '../../../src/io/events/readEvents';

/** A source that emits exactly these chunks; in object mode, so that the stream does not join them. */
export function createSource(...chunks: (string | Buffer)[]): Readable {
  return Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
}

export async function readAll(source: Readable, options?: ReadOptions): Promise<InputItem[]> {
  const items: InputItem[] = [];
  for await (const batch of readEvents(source, options)) {
    expect(batch).not.toHaveLength(0);
    items.push(...batch);
  }
  return items;
}

export function readText(text: string | Buffer, options?: ReadOptions): Promise<InputItem[]> {
  return readAll(createSource(text), options);
}

/** The items as [line, value], or as [line, code] for a failure. */
export function summarize(items: InputItem[]): [number, unknown][] {
  return items.map((item) => ('error' in item ? [item.line, item.error.code] : [item.line, item.value]));
}

/** The messages of the failures. */
export function listMessages(items: InputItem[]): string[] {
  return items.flatMap((item) => ('error' in item ? [item.error.message] : []));
}

/** The chunks that begin at these offsets. */
export function cutAt(bytes: Buffer, offsets: number[]): Buffer[] {
  const cuts = [
    0,
    ...offsets.map((offset) => Math.min(offset, bytes.length)).sort((a, b) => a - b),
    bytes.length,
  ];
  return cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
}

/** Chunks of this size; of one byte unless given. */
export function cutEvery(text: string | Buffer, size = 1): Buffer[] {
  const bytes = Buffer.from(text);
  return cutAt(
    bytes,
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => index * size),
  );
}

export async function catchError(promise: Promise<unknown>): Promise<DestkitError> {
  try {
    await promise;
  } catch (error) {
    return error as DestkitError;
  }
  throw new Error('nothing was thrown');
}
