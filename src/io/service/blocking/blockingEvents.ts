import { BoundedCache } from '../../../runtime/boundedCache';

const REMEMBERED = 1000;
/** So many workers an event may block before it is refused. The first time may have been bad luck: a machine that stood still. */
export const TOLERATED_BLOCKS = 2;

interface BlockingEvent {
  identity: string;
  blocks: number;
}

/** Which events have blocked workers, and how often. The oldest ones are forgotten when there are too many. */
export class BlockingEvents {
  private readonly events = new BoundedCache<string, BlockingEvent>(REMEMBERED);

  /** Counts one more, and returns how many there are. */
  add(identity: string): number {
    const event = this.events.get(identity, () => ({ identity, blocks: 0 }));
    event.blocks += 1;
    return event.blocks;
  }

  /** The identities of those that are not to be run again. */
  get refused(): string[] {
    return this.events
      .last(REMEMBERED)
      .filter(({ blocks }) => blocks >= TOLERATED_BLOCKS)
      .map(({ identity }) => identity);
  }
}
