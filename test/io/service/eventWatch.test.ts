import { BlockingEvents } from '../../../src/io/service/blocking/blockingEvents';
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
  it('shows another thread what is run: the job, and the exact event if the job has blocked a worker', () => {
    const watch = new EventWatch();
    const reader = new SharedState(watch.state.buffer);
    const seen = [reader.read()];
    const step = (change: () => void) => {
      change();
      seen.push(reader.read());
    };
    watch.learn({ suspects: ['acme c-1 3'], refused: [] });
    step(() => {
      watch.begin('acme', event(1));
    });
    step(() => {
      watch.end();
    });
    step(() => {
      watch.begin('acme', {});
    });
    step(() => {
      watch.begin('acme', [event(1), event(2)]);
    });
    step(() => {
      watch.next(event(2));
    });
    step(() => {
      watch.next(event(3));
    });
    step(() => {
      watch.next(undefined);
    });
    step(() => {
      watch.end();
      // A loop of somebody else's.
      watch.next(event(3));
    });
    expect(seen).toEqual([
      '',
      'acme c-1 1',
      '',
      'acme - -',
      'acme * * *',
      'acme c-1 2',
      'acme c-1 3 m-1',
      'acme * * *',
      '',
    ]);
    expect(reader.beats).toBe(6);
  });

  it('refuses events, and groups that have one', () => {
    const watch = new EventWatch();
    watch.learn({ suspects: ['acme c-1 2'], refused: ['acme c-1 2 m-1'] });
    const blocks = expect.objectContaining({ code: 'EVENT_BLOCKS', status: 400 }) as Error;
    expect(() => {
      watch.begin('acme', event(2));
    }).toThrow(blocks);
    expect(() => {
      watch.begin('acme', [event(1), event(2)]);
    }).toThrow(blocks);
    watch.begin('acme', [event(1), event(3), event(2, 'm-2')]);
    watch.begin('acme', event(2, 'm-2'));
    watch.begin('other', event(2));
  });
});

describe('the events that have blocked workers', () => {
  it('are suspected the first time, and refused the second time, when it is known which of the job it was', () => {
    const blocking = new BlockingEvents();
    expect(blocking.add('acme c-1 2')).toBe(false);
    expect(blocking.known).toEqual({ suspects: ['acme c-1 2'], refused: [] });
    expect(blocking.add('acme c-1 2 m-1')).toBe(true);
    expect(blocking.add('acme * * *')).toBe(false);
    expect(blocking.add('acme * * *')).toBe(true);
    expect(blocking.known.refused).toEqual(['acme c-1 2 m-1', 'acme * * *']);
  });

  it('are forgotten when there are too many', () => {
    const blocking = new BlockingEvents();
    for (let job = 0; job < 2000; job += 1) {
      blocking.add(`acme c-1 ${String(job)}`);
    }
    expect(blocking.known.suspects).toHaveLength(1000);
  });
});
