import fc from 'fast-check';
import { PartSet } from '../../../../src/io/delivery/journal/partSet';
import { formatRecord, parseRecord, type JournalRecord } from '../../../../src/io/delivery/journal/records';
import { JournalState } from '../../../../src/io/delivery/journal/state';

const positive = fc.integer({ min: 1, max: 2 ** 40 });
const place = { line: positive, part: fc.nat() };
const hash = fc.stringMatching(/^[A-Za-z0-9_-]{8}$/);
const ended = { ...place, hash, isLast: fc.boolean() };
const records: fc.Arbitrary<JournalRecord> = fc.oneof(
  fc.record({ kind: fc.constant('run' as const), concurrency: positive }),
  fc.record({ kind: fc.constantFrom('end' as const, 'retry' as const) }),
  fc.record({ kind: fc.constantFrom('started' as const, 'answered' as const, 'silent' as const), ...place }),
  fc.record({ kind: fc.constant('filtered' as const), line: positive, hash }),
  fc.record({ kind: fc.constantFrom('delivered' as const, 'pending' as const), ...ended }),
  fc.record({ kind: fc.constant('rejected' as const), ...ended, bytes: fc.nat() }),
  fc.tuple(positive, fc.nat(1000)).map(([from, more]) => ({ kind: 'blank' as const, from, to: from + more })),
);

describe('a record', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(records, (record) => {
        const text = formatRecord(record);
        expect(text.endsWith('\n')).toBe(true);
        expect(parseRecord(text.slice(0, -1))).toEqual(record);
      }),
    );
  });
});

describe('a set of parts', () => {
  it('is like a Set', () => {
    const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 10_000 }), fc.nat(3), fc.boolean()));
    fc.assert(
      fc.property(parts, (steps) => {
        const [set, model] = [new PartSet(), new Set<string>()];
        for (const [line, part, isAdded] of steps) {
          if (isAdded) {
            set.add(line, part);
            model.add(`${line}.${part}`);
          } else {
            expect(set.delete(line, part)).toBe(model.delete(`${line}.${part}`));
          }
        }
        for (const [line, part] of steps) {
          expect(set.has(line, part)).toBe(model.has(`${line}.${part}`));
          expect(set.hasLine(line)).toBe([0, 1, 2, 3].some((each) => model.has(`${line}.${each}`)));
        }
        const other = new PartSet();
        set.moveTo(other);
        for (const [line, part] of steps) {
          expect([set.has(line, part), other.has(line, part)]).toEqual([false, model.has(`${line}.${part}`)]);
        }
      }),
    );
  });
});

describe('the state', () => {
  it('keeps the lines above the oldest unsettled one, and no others', () => {
    const state = new JournalState();
    const settle = (line: number) => {
      state.apply({ kind: 'delivered', line, part: 0, hash: 'h', isLast: true });
    };
    [2, 3, 5].forEach(settle);
    expect([state.settledUpTo, state.hashesAbove().size]).toEqual([0, 3]);
    settle(1);
    expect([state.settledUpTo, state.hashesAbove().size]).toEqual([3, 1]);
    expect(state.counts.delivered).toBe(4);
    expect([state.isFinished(3), state.isFinished(4), state.isFinished(5)]).toEqual([true, false, true]);
  });

  it('counts a request that was under way at a kill when it is sent again', () => {
    const state = new JournalState();
    const start = { kind: 'started', line: 1, part: 0 } as const;
    const run = { kind: 'run', concurrency: 4 } as const;
    for (const record of [run, start, run, run, start, run, start]) {
      state.apply(record);
    }
    expect(state).toMatchObject({ runs: 4, kills: 3, resent: { afterKill: 2, afterSilence: 0 } });
  });
});
