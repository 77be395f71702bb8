import { BoundedCache } from '../../../runtime/boundedCache';
import { isExact, jobOf } from './eventIdentity';
import type { KnownBlockers } from './eventWatch';

const REMEMBERED_JOBS = 1000;
const EVENTS_OF_A_JOB = 100;
/**
 * How often an event may block a worker before it is refused. The first time may have been caused by a suspended
 * machine.
 */
const TOLERATED_BLOCKS = 2;

interface BlockingJob {
  job: string;
  blocks: number;
  /** The identities of the refused events of the job. */
  refused: Set<string>;
}

/** The events that have blocked workers. If there are too many, the oldest ones are dropped. */
export class BlockingEvents {
  private readonly jobs = new BoundedCache<string, BlockingJob>(REMEMBERED_JOBS);

  /**
   * Counts a block. The first block of a job is recorded for the job as a whole, because it would take too long to
   * note the exact identity of every event.
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
