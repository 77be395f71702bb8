import { createError } from '../../../runtime/errors/destkitError';
import { identify, identifyConnection, identifyGroup, identifyJob, metadataOf } from './eventIdentity';
import { SharedState } from './sharedState';

/** What a worker has to know about events that have blocked workers. */
export interface KnownBlockers {
  /** The jobs of events that have blocked a worker: which event of the job it was is noted the next time. */
  suspects: string[];
  /** The identities of events that are not to be run again. */
  refused: string[];
}

/** Notes which event this thread runs, for the monitor thread, and refuses events that have blocked workers before. */
export class EventWatch {
  readonly state = new SharedState();
  private suspects: ReadonlySet<string> = new Set();
  private refused: ReadonlySet<string> = new Set();
  /** The destination whose group of events is being run. */
  private groupOf: string | undefined;
  /** The connection of the last event, which is mostly that of the next one, too. */
  private last: { destination: string; destinationId: unknown; connection: string } | undefined;

  learn({ suspects, refused }: KnownBlockers): void {
    this.suspects = new Set(suspects);
    this.refused = new Set(refused);
  }

  /**
   * Called before a workflow runs. Of a group, `next` says which event it has come to. A group that has an event which is
   * refused is refused as a whole: the router then runs its events one by one. So are the groups of a destination whose
   * groups have blocked workers outside of any loop, so that the next time it is known which event does it.
   *
   * @param input an event, or an array of them
   * @throws EVENT_BLOCKS
   */
  begin(destination: string, input: unknown): void {
    if (!Array.isArray(input)) {
      this.enter(destination, input);
    } else if (input.length === 1) {
      this.enter(destination, input[0]);
    } else {
      const identity = identifyGroup(destination);
      if (this.refused.size > 0) {
        this.check(identity);
        input.forEach((event) => {
          this.check(identify(destination, event));
        });
      }
      this.groupOf = destination;
      this.state.enter(identity);
    }
  }

  /** @param event undefined once the workflow has come to what concerns them all */
  next(event: unknown): void {
    if (this.groupOf === undefined) {
      return;
    }
    if (event === undefined) {
      this.state.enter(identifyGroup(this.groupOf));
    } else {
      this.enter(this.groupOf, event);
    }
  }

  end(): void {
    this.groupOf = undefined;
    this.state.leave();
  }

  private enter(destination: string, event: unknown): void {
    if (this.suspects.size > 0 && this.suspects.has(identifyJob(destination, event))) {
      const identity = identify(destination, event);
      this.check(identity);
      this.state.enter(identity);
      return;
    }
    const { jobId, destinationId } = metadataOf(event);
    if (this.last?.destination !== destination || this.last.destinationId !== destinationId) {
      const connection = identifyConnection(destination, destinationId);
      this.last = { destination, destinationId, connection };
    }
    this.state.enterJob(this.last.connection, typeof jobId === 'number' ? jobId : NaN);
  }

  private check(identity: string): void {
    if (this.refused.has(identity)) {
      throw createError('EVENT_BLOCKS', {});
    }
  }
}
