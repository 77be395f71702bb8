import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Write } from '../../../../src/io/delivery/journal/appendFile';
import { BLOCK_LINES } from '../../../../src/io/delivery/journal/state';
import {
  createSetup,
  journalText,
  ok,
  rejectedEvents,
  run,
  status,
  type TestLine,
  type DeliverySetup,
} from '../deliverySetup';

const CONCURRENCY = 3;

const mixed: TestLine[] = [
  { key: 'a', sends: ['install a', 'link a'] },
  { key: 'b', sends: ['install b', 'link b'] },
  'blank',
  { key: 'a', sends: ['bad'] },
  {},
  { rejected: true },
  { key: 'b', sends: ['b2'] },
  [
    { key: 'a', sends: ['a2', 'bad a2'] },
    { key: 'c', sends: ['c1'] },
  ],
  { sends: ['alone'] },
  { key: 'a', sends: ['a3'] },
];

const answerMixed: DeliverySetup['answer'] = (name, before) => {
  if (name.startsWith('bad')) {
    return status(400);
  }
  return name.startsWith('install') && before === 0 ? status(500) : ok;
};

const ends = { total: 9, delivered: 5, rejected: 3, filtered: 1, pending: 0 };

/** A disk that fails at the nth write, of which it still takes some bytes: what a kill at that moment leaves behind. */
function failingDisk(nth: number, takes: number, code = 'EIO'): Write {
  let count = 0;
  return (file, bytes, offset) => {
    count += 1;
    if (count < nth) {
      return writeSync(file, bytes, offset);
    }
    writeSync(file, bytes, offset, Math.min(takes, bytes.length - offset));
    throw Object.assign(new Error('disk'), { code });
  };
}

function expectOrder(received: readonly string[], ...names: string[]): void {
  const firsts = names.map((name) => received.indexOf(name));
  expect(firsts).not.toContain(-1);
  expect(firsts).toEqual([...firsts].sort((first, second) => first - second));
  for (const [index, name] of names.entries()) {
    // Nothing is sent again once something after it has arrived.
    const next = names[index + 1];
    expect(received.lastIndexOf(name)).toBeLessThan(next === undefined ? Infinity : received.indexOf(next));
  }
}

describe('a journal', () => {
  it('resumes after a stop at each write, whole or torn', async () => {
    for (let nth = 3, isDone = false; !isDone; nth += 1) {
      for (const takes of [0, 1, 9, 30]) {
        const setup = createSetup(mixed, answerMixed);
        const first = await run(setup, { concurrency: CONCURRENCY, write: failingDisk(nth, takes) }).catch(
          (error: unknown) => ({ error, report: undefined }),
        );
        isDone = first.error === undefined;
        const { report } = await run(setup, { concurrency: CONCURRENCY });
        expect(report.lines).toEqual(ends);
        expectOrder(setup.received, 'install a', 'link a', 'a2', 'a3');
        expectOrder(setup.received, 'install b', 'link b', 'b2');
        const twice = setup.received.length - new Set(setup.received).size;
        expect(twice).toBeLessThanOrEqual(Math.min(CONCURRENCY, report.possibleDuplicates.afterKill));
        expect(report.possibleDuplicates.afterKill).toBeLessThanOrEqual(CONCURRENCY);
        // Each rejected event is in the file once.
        const rejected = rejectedEvents(report.rejectedFile).map(({ message }) => JSON.stringify(message));
        expect(new Set(rejected).size).toBe(3);
        expect(rejected).toHaveLength(3);
      }
    }
  });

  it('stops cleanly when the disk is full', async () => {
    const setup = createSetup(mixed, answerMixed);
    const { report, error } = await run(setup, { write: failingDisk(5, 4, 'ENOSPC') });
    expect(report.stoppedBy).toBe('journal');
    expect(error).toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
    expect(error?.message).toMatch(/^cannot write the journal .*: the disk is full \(ENOSPC\)$/);
    expect((await run(setup)).report.lines).toEqual(ends);
  });

  it('is written before anything is sent again or next', async () => {
    const records: string[] = [];
    const setup = createSetup([
      { key: 'a', sends: ['1'] },
      { key: 'a', sends: ['2'] },
    ]);
    setup.answer = () => {
      records.push(journalText(setup).split('\n').slice(2).join('|'));
      return ok;
    };
    await run(setup);
    expect(records[0]).toMatch(/^s 1 0\|$/);
    expect(records[1]).toMatch(/^s 1 0\|d 1 0 \S{8}\.\|s 2 0\|$/);
  });

  it('cuts off a record that is torn', async () => {
    const setup = createSetup(mixed, answerMixed);
    await run(setup);
    appendFileSync(join(setup.folder, 'journal'), 's 1');
    const { report } = await run(setup);
    expect(report).toMatchObject({ lines: ends, killedRuns: 0 });
    expect(journalText(setup)).not.toContain('s 1R');
  });

  it('starts over when even its first line is incomplete', async () => {
    const setup = createSetup(mixed, answerMixed);
    mkdirSync(setup.folder, { recursive: true });
    writeFileSync(join(setup.folder, 'journal'), 'destkit jou');
    expect((await run(setup)).report.lines).toEqual(ends);
  });

  it.each(['q 1 0', 's x 0', 'd 1 0', 'x 1 0 abcdefgh.', 'b 3 1', 'E 1', ''])(
    'that has a record such as %j in it is damaged',
    async (record) => {
      const setup = createSetup(mixed, answerMixed);
      await run(setup);
      appendFileSync(join(setup.folder, 'journal'), `${record}\nE\n`);
      await expect(run(setup)).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
    },
  );

  it('of another destination is refused', async () => {
    const setup = createSetup(mixed, answerMixed);
    await run(setup);
    await expect(run(setup, { owner: 'other' })).rejects.toMatchObject({ code: 'JOURNAL_OTHER' });
  });

  it('holds no body', async () => {
    const setup = createSetup(mixed, answerMixed);
    await run(setup);
    expect(journalText(setup)).not.toMatch(/install|link|alone/);
  });

  it('sends nothing that it has as settled', async () => {
    const setup = createSetup(mixed, answerMixed);
    await run(setup);
    const before = [...setup.received];
    const { report } = await run(setup);
    expect(report).toMatchObject({ lines: ends, runs: 2 });
    expect(setup.received).toEqual(before);
  });
});

describe('an input', () => {
  const many = (count: number): TestLine[] =>
    Array.from({ length: count }, (_, index) => ({ key: String(index), sends: [String(index)] }));

  it('may have grown', async () => {
    const setup = createSetup(many(5));
    await run(setup);
    setup.lines.push({ key: 'new', sends: ['new'] });
    expect((await run(setup)).report.lines).toMatchObject({ total: 6, delivered: 6 });
    expect(setup.received).toHaveLength(6);
  });

  it.each([
    ['a changed line', (lines: TestLine[]) => lines.splice(2, 1, { key: 'x', sends: ['x'] })],
    ['a line more', (lines: TestLine[]) => lines.splice(2, 0, { key: 'x', sends: ['x'] })],
    ['a blank line more', (lines: TestLine[]) => lines.splice(2, 0, 'blank')],
    ['a line less', (lines: TestLine[]) => lines.splice(2, 1)],
    ['no last line', (lines: TestLine[]) => lines.pop()],
  ])('with %s is refused, and nothing of it is sent', async (_name, change) => {
    let isUp = false;
    const setup = createSetup(many(5), (name) => (name === '1' && !isUp ? status(500) : ok));
    await run(setup, { maxAttempts: 1 });
    expect(setup.received).toHaveLength(4);
    isUp = true;
    change(setup.lines);
    await expect(run(setup)).rejects.toMatchObject({ code: 'JOURNAL_INPUT_CHANGED' });
    expect(setup.received).toHaveLength(4);
  });

  it('is compared block by block', async () => {
    let isUp = false;
    const setup = createSetup(many(2 * BLOCK_LINES + 10), (name) =>
      name === '5' && !isUp ? status(500) : ok,
    );
    await run(setup, { maxAttempts: 1, concurrency: 200 });
    setup.lines[BLOCK_LINES + 5] = { key: 'x', sends: ['x'] };
    const first = String(BLOCK_LINES + 1);
    await expect(run(setup)).rejects.toThrow(`lines ${first} to ${String(2 * BLOCK_LINES)} have changed`);
    isUp = true;
    setup.lines[BLOCK_LINES + 5] = { key: String(BLOCK_LINES + 5), sends: [String(BLOCK_LINES + 5)] };
    expect((await run(setup)).report.lines).toMatchObject({ delivered: 2 * BLOCK_LINES + 10, pending: 0 });
  });

  it('is compared line by line where later lines are settled and earlier ones are not', async () => {
    const stopping = new AbortController();
    const setup = createSetup(many(20), (name, before) => {
      if (name === '15') {
        stopping.abort();
      }
      return name === '0' && before === 0 ? status(503, { 'retry-after': '60' }) : ok;
    });
    await run(setup, { signal: stopping.signal, concurrency: 2 });
    expect(setup.received).toContain('10');
    expect(setup.received).not.toContain('0');
    setup.lines[10] = { key: 'x', sends: ['x'] };
    await expect(run(setup)).rejects.toThrow('line 11 has changed');
    expect(setup.received).not.toContain('x');
  });
});

describe('rejected events', () => {
  it('are sent again when asked for, and only they', async () => {
    let isFixed = false;
    const setup = createSetup(
      [
        { key: 'a', sends: ['a1', 'bad', 'a2'] },
        { key: 'b', sends: ['b1'] },
        { key: 'c', sends: ['bad c'] },
        { rejected: true },
      ],
      (name) => (name.startsWith('bad') && !isFixed ? status(400) : ok),
    );
    const first = await run(setup);
    expect(first.report.lines).toMatchObject({ delivered: 1, rejected: 3 });
    isFixed = true;
    const second = await run(setup, { retryRejected: true });
    expect(second.report.lines).toEqual({ total: 4, delivered: 3, rejected: 1, filtered: 0, pending: 0 });
    expect(setup.received.sort()).toEqual(['a1', 'a2', 'b1', 'bad', 'bad c']);
    expect(rejectedEvents(second.report.rejectedFile)).toHaveLength(1);
    expect(rejectedEvents(first.report.rejectedFile)).toHaveLength(3);
    const third = await run(setup);
    expect(third.report).toMatchObject({
      lines: second.report.lines,
      rejectedFile: second.report.rejectedFile,
    });
  });

  it('are not lost when the retry is stopped at any write', async () => {
    for (let nth = 2, isDone = false; !isDone; nth += 1) {
      let isFixed = false;
      const setup = createSetup(mixed, (name) => (name.startsWith('bad') && !isFixed ? status(400) : ok));
      await run(setup);
      isFixed = true;
      const stopped = await run(setup, { retryRejected: true, write: failingDisk(nth, 3) }).catch(
        (error: unknown) => ({ error }),
      );
      isDone = stopped.error === undefined;
      const { report } = await run(setup, { retryRejected: true });
      expect(report.lines).toEqual({ ...ends, delivered: 7, rejected: 1 });
      expect(rejectedEvents(report.rejectedFile)).toHaveLength(1);
    }
  });
});

describe('a journal in use', () => {
  it('is refused to a second run of this process', async () => {
    const setup = createSetup([{ key: 'a', sends: ['a'] }]);
    let second: Promise<unknown> = Promise.resolve();
    setup.answer = async () => {
      second = run({ ...setup, answer: () => ok });
      await second.catch(() => undefined);
      return ok;
    };
    await run(setup);
    await expect(second).rejects.toThrow(`is in use by process ${String(process.pid)}`);
  });

  it('is given back at the end, after an error too', async () => {
    const setup = createSetup([{ key: 'a', sends: ['a'] }]);
    await run(setup);
    expect(existsSync(join(setup.folder, 'lock'))).toBe(false);
    truncateSync(join(setup.folder, 'journal'));
    appendFileSync(join(setup.folder, 'journal'), 'something else\n');
    await expect(run(setup)).rejects.toMatchObject({ code: 'JOURNAL_OTHER' });
    expect(existsSync(join(setup.folder, 'lock'))).toBe(false);
  });

  it.each([
    ['of a living process', () => ({ pid: process.ppid, started: startOf(process.ppid) }), false],
    ['of a dead process', deadProcess, true],
    ['of an earlier process with its number', () => ({ pid: process.ppid, started: '1' }), true],
  ])('%s', async (_name, findOwner, isTakenOver) => {
    const setup = createSetup([{ key: 'a', sends: ['a'] }]);
    await run(setup, { write: failingDisk(3, 0) });
    const owner = { ...(await findOwner()), host: hostname() };
    writeFileSync(join(setup.folder, 'lock'), JSON.stringify(owner));
    const attempt = run(setup);
    await (isTakenOver
      ? expect(attempt).resolves.toMatchObject({ report: { lines: { delivered: 1 } } })
      : expect(attempt).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' }));
  });

  it('on another host is refused, since nobody can tell whether it lives', async () => {
    const setup = createSetup([]);
    await run(setup);
    writeFileSync(join(setup.folder, 'lock'), JSON.stringify({ pid: 1, host: 'elsewhere', started: '' }));
    await expect(run(setup)).rejects.toThrow('is in use by process 1 on elsewhere');
  });
});

async function deadProcess() {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  return { pid: child.pid ?? 0, started: '' };
}

function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
