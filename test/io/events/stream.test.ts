import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { readEvents } from '../../../src/io/events/readEvents';
import { catchError, createSource, readAll, summarize } from './input';

/** A source without end that counts how often it is read. */
function createEndless(): { source: Readable; countReads: () => number } {
  let reads = 0;
  const source = new Readable({
    objectMode: true,
    highWaterMark: 1,
    read(): void {
      reads += 1;
      this.push(Buffer.from(`${reads}\n`));
    },
  });
  return { source, countReads: () => reads };
}

async function waitABit(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('batches', () => {
  it('hold what one chunk ends, and are never empty', async () => {
    const batches: unknown[] = [];
    for await (const batch of readEvents(createSource('1\n2\n3', '3', '', '\n\n', '\n', '5\n6'))) {
      batches.push(summarize(batch));
    }
    expect(batches).toEqual([
      [
        [1, 1],
        [2, 2],
      ],
      [[3, 33]],
      [[6, 5]],
      [[7, 6]],
    ]);
  });
});

describe('back-pressure', () => {
  it('reads nothing before the first request, and little more than requested', async () => {
    const { source, countReads } = createEndless();
    const events = readEvents(source);
    await waitABit();
    expect(countReads()).toBe(0);
    for (let count = 1; count <= 5; count += 1) {
      await events.next();
      await waitABit();
      // The stream itself reads ahead up to its high water mark.
      expect(countReads()).toBeLessThanOrEqual(count + 2);
    }
    await events.return();
  });
});

describe('stopping early', () => {
  it('destroys the source when the caller leaves the loop', async () => {
    const { source } = createEndless();
    for await (const batch of readEvents(source)) {
      expect(batch).toHaveLength(1);
      break;
    }
    expect(source.destroyed).toBe(true);
  });

  it('destroys the source when the caller returns the generator', async () => {
    const { source } = createEndless();
    const events = readEvents(source);
    await events.next();
    await events.return();
    expect(source.destroyed).toBe(true);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('stops between chunks when the signal is aborted', async () => {
    const { source } = createEndless();
    const controller = new AbortController();
    let batches = 0;
    for await (const batch of readEvents(source, { signal: controller.signal })) {
      batches += batch.length;
      if (batches === 3) {
        controller.abort();
      }
    }
    expect(batches).toBe(3);
    expect(source.destroyed).toBe(true);
  });

  it('reads nothing when the signal is aborted beforehand', async () => {
    const { source, countReads } = createEndless();
    expect(await readAll(source, { signal: AbortSignal.abort() })).toEqual([]);
    expect(countReads()).toBe(0);
    expect(source.destroyed).toBe(true);
  });

  it('ends a read that waits when the signal is aborted, without the line that is cut off', async () => {
    const source = new PassThrough();
    source.write('1\n2');
    const controller = new AbortController();
    const events = readEvents(source, { signal: controller.signal });
    expect(summarize((await events.next()).value ?? [])).toEqual([[1, 1]]);
    const next = events.next();
    await waitABit();
    controller.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('does not keep listening to the signal', async () => {
    const { signal } = new AbortController();
    const remove = jest.spyOn(signal, 'removeEventListener');
    await readAll(createSource('1'), { signal });
    expect(remove).toHaveBeenCalledWith('abort', expect.any(Function));
  });
});

describe('a source that fails', () => {
  it('makes the generator throw INPUT_UNREADABLE after what came before', async () => {
    const source = new PassThrough();
    source.write('1\n');
    const events = readEvents(source);
    expect(summarize((await events.next()).value ?? [])).toEqual([[1, 1]]);
    const next = catchError(events.next());
    source.destroy(Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' }));
    const error = await next;
    expect(error.code).toBe('INPUT_UNREADABLE');
    expect(error.message).toBe('cannot read the input: reading failed (EIO)');
  });

  it('is one that closes before its end, too', async () => {
    const source = new PassThrough();
    const next = catchError(readAll(source));
    source.destroy();
    await once(source, 'close');
    expect((await next).message).toBe('cannot read the input: it was closed before its end');
  });

  it('is reported for any other error, too', async () => {
    const source = new PassThrough();
    const next = catchError(readAll(source));
    source.destroy(new Error('odd'));
    expect((await next).message).toBe('cannot read the input: reading failed (unknown error)');
  });
});
