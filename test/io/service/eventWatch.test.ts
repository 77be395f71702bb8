import { identify } from '../../../src/io/service/blocking/eventIdentity';
import { EventWatch } from '../../../src/io/service/blocking/eventWatch';
import { SharedState } from '../../../src/io/service/blocking/sharedState';

const event = (jobId: unknown, messageId: unknown = 'm-1', text = '') => ({
  metadata: { jobId, destinationId: 'c-1' },
  message: { messageId, text },
});

describe('the identity of an event', () => {
  it('is made of ids, whatever else a retry changes', () => {
    const first = event(7);
    const again = { ...event(7), metadata: { ...first.metadata, attemptNum: 2 } };
    expect(identify('acme', first)).toBe('acme c-1 7 m-1');
    expect(identify('acme', again)).toBe('acme c-1 7 m-1');
  });

  it.each([
    ['no job id', undefined, 'm-1'],
    ['an object for a job id', { text: 'secret' }, 'm-1'],
    ['a long message id', 7, 'secret'.repeat(100)],
    ['a message id with spaces', 7, 'my secret'],
  ])('has a hash of the message instead of %s', (_, jobId, messageId) => {
    const identity = identify('acme', event(jobId, messageId));
    expect(identity).toMatch(/^acme c-1 (7|-) [\w-]{43}$/);
    expect(identify('acme', event(jobId, messageId))).toBe(identity);
    expect(identify('acme', event(jobId, messageId, 'other'))).not.toBe(identity);
  });

  it.each([[undefined], [null], [1], ['text'], [[]], [{}]])('is there for %j too', (input) => {
    expect(identify('acme', input)).toMatch(/^acme - - [\w-]{43}$/);
  });
});

describe('the watch', () => {
  it('tells another thread what is run', () => {
    const watch = new EventWatch();
    const reader = new SharedState(watch.state.buffer);
    const seen = [reader.read()];
    watch.begin('acme', event(1));
    seen.push(reader.read());
    watch.end();
    seen.push(reader.read());
    watch.begin('acme', [event(1), event(2)]);
    seen.push(reader.read());
    watch.next(event(2));
    seen.push(reader.read());
    watch.next(undefined);
    seen.push(reader.read());
    watch.end();
    // A loop of somebody else's.
    watch.next(event(3));
    seen.push(reader.read());
    const group = 'acme - - group';
    expect(seen).toEqual(['', 'acme c-1 1 m-1', '', group, 'acme c-1 2 m-1', group, '']);
    expect(reader.beats).toBe(6);
  });

  it('refuses events, and groups that have one', () => {
    const watch = new EventWatch();
    watch.refuse(['acme c-1 2 m-1']);
    const blocks = expect.objectContaining({ code: 'EVENT_BLOCKS', status: 400 }) as Error;
    expect(() => {
      watch.begin('acme', event(2));
    }).toThrow(blocks);
    expect(() => {
      watch.begin('acme', [event(1), event(2)]);
    }).toThrow(blocks);
    watch.begin('acme', [event(1), event(3)]);
    watch.begin('other', event(2));
  });
});
