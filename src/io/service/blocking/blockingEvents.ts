import { BoundedCache } from '../../../runtime/boundedCache';
import { isExact, jobOf } from './eventIdentity';
import type { KnownBlockers } from './eventWatch';

const REMEMBERED_JOBS = 1000;
const EVENTS_OF_A_JOB = 100;
/** So many workers an event may block before it is refused. The first time may have been a machine that stood still. */
const TOLERATED_BLOCKS = 2;

interface BlockingJob {
  job: string;
  blocks: number;
  /** The identities of its events that are refused. */
  refused: Set<string>;
}

/** Which events have blocked workers. The oldest ones are forgotten when there are too many. */
export class BlockingEvents {
  private readonly jobs = new BoundedCache<string, BlockingJob>(REMEMBERED_JOBS);

  /**
   * Counts a block. The first one of a job names the job only, since a longer identity would take too long to note for
   * every event.
   *
   * @returns whether the event is refused from now on
   */
  add(identity: string): boolean {
    const known = this.jobs.get(jobOf(identity), (job) => ({ job, blocks: 0, refused: new Set() }));
    known.blocks += 1;
    const isRefused =
      isExact(identity) && known.blocks >= TOLERATED_BLOCKS && known.refused.size < EVENTS_OF_A_JOB;
    if (isRefused) {
      known.refused.add(identity);
    }
    return isRefused;
  }

  get known(): KnownBlockers {
    const jobs = this.jobs.last(REMEMBERED_JOBS);
    return { suspects: jobs.map(({ job }) => job), refused: jobs.flatMap(({ refused }) => [...refused]) };
  }
}
