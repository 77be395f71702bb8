import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { createGunzip, gzipSync, type Gunzip } from 'node:zlib';
import { openInput, readEvents } from '../../../src/io/events/readEvents';
import { catchError, createSource, readAll, summarize } from './input';
import { temporaryFolder } from '../../temporaryFolder';

const folder = temporaryFolder();
const stdin = Object.getOwnPropertyDescriptor(process, 'stdin');

afterEach(() => {
  Object.defineProperty(process, 'stdin', stdin ?? {});
});

function write(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

function replaceStdin(source: Readable): void {
  Object.defineProperty(process, 'stdin', { value: source, configurable: true });
}

/** Events whose text does not compress well, so that the gzip data takes several chunks. */
function createLines(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `{"n":${index},"r":"${Math.random()}${Math.random()}"}\n`,
  ).join('');
}

const three = [
  [1, 1],
  [2, 2],
  [3, 3],
];

describe('a file', () => {
  it('is read, with its name, its size and how far it is read', async () => {
    const file = write('plain.ndjson', '1\n2\n3\n');
    const input = await openInput(file);
    expect(input).toMatchObject({ name: file, size: 6 });
    expect(input.bytesRead()).toBe(0);
    expect(summarize(await readAll(input.stream))).toEqual(three);
    expect(input.bytesRead()).toBe(6);
    input.close();
  });

  it.each(['large.ndjson', 'large.gz'])(
    'comes in large chunks, so that a batch holds many events (%s)',
    async (name) => {
      const lines = createLines(20_000);
      const input = await openInput(write(name, name.endsWith('.gz') ? gzipSync(lines) : lines));
      const sizes: number[] = [];
      for await (const batch of readEvents(input.stream)) {
        sizes.push(batch.length);
      }
      expect(sizes.reduce((sum, size) => sum + size)).toBe(20_000);
      expect(sizes.length).toBeLessThan(10);
    },
  );

  it('frees the inflater when it is left early', async () => {
    const destroy = jest.spyOn(Object.getPrototypeOf(createGunzip()) as Gunzip, 'destroy');
    const input = await openInput(write('left.gz', gzipSync(createLines(50_000))));
    await readEvents(input.stream).next();
    expect(destroy).not.toHaveBeenCalled();
    input.close();
    // A chunk that is being read or inflated is finished first; on a busy machine that takes a while.
    for (let wait = 0; wait < 200 && destroy.mock.calls.length === 0; wait += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(destroy).toHaveBeenCalled();
    destroy.mockRestore();
  });

  it('is inflated when it is named .gz, and counted as it is on disk', async () => {
    const bytes = gzipSync(createLines(20_000));
    const input = await openInput(write('events.ndjson.gz', bytes));
    expect(input.size).toBe(bytes.length);
    const items = await readAll(input.stream);
    expect(items).toHaveLength(20_000);
    expect(items.every((item) => 'value' in item)).toBe(true);
    expect(input.bytesRead()).toBe(bytes.length);
  });

  it('is inflated by its first bytes under another name, and in several members', async () => {
    const input = await openInput(write('no-suffix', Buffer.concat([gzipSync('1\n2\n'), gzipSync('3\n')])));
    expect(summarize(await readAll(input.stream))).toEqual(three);
  });

  it.each(['empty.ndjson', 'empty.gz'])('yields nothing when it is empty (%s)', async (name) => {
    expect(await readAll((await openInput(write(name, ''))).stream)).toEqual([]);
  });

  it('can be closed before, while and after it is read, more than once', async () => {
    const file = write('closed.ndjson', createLines(20_000));
    const unread = await openInput(file);
    unread.close();
    unread.close();
    expect(unread.stream.destroyed).toBe(true);
    const input = await openInput(file);
    for await (const batch of readEvents(input.stream)) {
      expect(batch).not.toHaveLength(0);
      break;
    }
    expect(input.stream.destroyed).toBe(true);
    input.close();
  });
});

describe('a file that cannot be read', () => {
  it('does not exist', async () => {
    const file = path.join(folder, 'missing.ndjson');
    const error = await catchError(openInput(file));
    expect(error.code).toBe('INPUT_UNREADABLE');
    expect(error.message).toBe(`cannot read ${file}: there is no such file`);
  });

  it('has a file for a directory', async () => {
    const file = path.join(write('plain', '1'), 'x');
    expect((await catchError(openInput(file))).message).toMatch(/a part of its path is not a directory$/);
  });

  it('is a directory', async () => {
    const file = path.join(folder, 'directory.gz');
    mkdirSync(file);
    const error = await catchError(openInput(file));
    expect(error.code).toBe('INPUT_UNREADABLE');
    expect(error.message).toBe(`cannot read ${file}: it is a directory`);
  });

  // Root may read everything.
  (process.getuid?.() === 0 ? it.skip : it)('is forbidden', async () => {
    const file = write('forbidden.ndjson', '1');
    chmodSync(file, 0o000);
    expect((await catchError(openInput(file))).message).toBe(`cannot read ${file}: permission denied`);
  });

  it('is named .gz but is not gzip', async () => {
    const file = write('plain.gz', '{"email":"secret"}\n');
    const error = await catchError(readAll((await openInput(file)).stream));
    expect(error.code).toBe('INPUT_UNREADABLE');
    expect(error.message).toBe(`cannot read ${file}: corrupt gzip data`);
  });

  it('holds gzip data that is corrupt in the middle', async () => {
    const bytes = gzipSync(createLines(50_000));
    const middle = Math.floor(bytes.length / 2);
    bytes.fill(0xff, middle, middle + 500);
    const file = write('corrupt.gz', bytes);
    const input = await openInput(file);
    let events = 0;
    const error = await catchError(
      (async (): Promise<void> => {
        for await (const batch of readEvents(input.stream)) {
          events += batch.length;
        }
      })(),
    );
    expect(events).toBeGreaterThan(0);
    expect(error.code).toBe('INPUT_UNREADABLE');
    expect(error.message).toBe(`cannot read ${file}: corrupt gzip data`);
  });

  it('holds gzip data that is cut off', async () => {
    const file = write('cut.gz', gzipSync(createLines(100)).subarray(0, 500));
    const error = await catchError(readAll((await openInput(file)).stream));
    expect(error.message).toBe(`cannot read ${file}: corrupt gzip data, it ends too early`);
  });
});

describe('stdin', () => {
  it.each([undefined, '-'])('is read for %j', async (file) => {
    replaceStdin(createSource('1\n2', '\n3\n'));
    const input = await openInput(file);
    expect(input.name).toBe('stdin');
    expect(input).not.toHaveProperty('size');
    expect(summarize(await readAll(input.stream))).toEqual(three);
    expect(input.bytesRead()).toBe(6);
  });

  it('is inflated when it begins with the bytes of gzip, even one by one', async () => {
    const bytes = gzipSync('1\n2\n3\n');
    replaceStdin(createSource(bytes));
    expect(summarize(await readAll((await openInput('-')).stream))).toEqual(three);
    replaceStdin(createSource(...[...bytes].map((byte) => Buffer.from([byte]))));
    expect(summarize(await readAll((await openInput('-')).stream))).toEqual(three);
  });

  it.each(['', '1'])('may be as short as %j', async (text) => {
    replaceStdin(createSource(text));
    expect(await readAll((await openInput('-')).stream)).toHaveLength(text.length);
  });

  it('is named when it fails', async () => {
    const source = new PassThrough();
    replaceStdin(source);
    const next = catchError(readAll((await openInput('-')).stream));
    source.destroy(Object.assign(new Error('no'), { code: 'EISDIR' }));
    expect((await next).message).toBe('cannot read stdin: it is a directory');
  });

  it('can be stopped while it is idle', async () => {
    const source = new PassThrough();
    source.write('1\n');
    replaceStdin(source);
    const controller = new AbortController();
    const events = readEvents((await openInput('-')).stream, { signal: controller.signal });
    expect(summarize((await events.next()).value ?? [])).toEqual([[1, 1]]);
    const next = events.next();
    controller.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(source.destroyed).toBe(true);
  });

  it('can be stopped while it is idle in the middle of gzip data', async () => {
    const source = new PassThrough();
    source.write(gzipSync(createLines(5)).subarray(0, 60));
    replaceStdin(source);
    const controller = new AbortController();
    const reading = readAll((await openInput('-')).stream, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    expect(await reading).toEqual([]);
    expect(source.destroyed).toBe(true);
  });
});
