import { createError } from '../../../runtime/errors/destkitError';
import { identify, identifyConnection, identifyGroup, identifyJob, metadataOf } from './eventIdentity';
import { SharedState } from './sharedState';

/** The information on blocked workers that a worker needs. */
export interface KnownBlockers {
  /** The jobs with an event that has blocked a worker. The next time, the exact event of the job is noted. */
  suspects: string[];
  /** The identities of events that must not run again. */
  refused: string[];
}

/** Notes which event this thread runs, for the monitor thread, and refuses events that have blocked workers before. */
export class EventWatch {
  readonly state = new SharedState();
  private suspects: ReadonlySet<string> = new Set();
  private refused: ReadonlySet<string> = new Set();
  /** The destination whose group of events is running. */
  private groupOf: string | undefined;
  /** The connection of the last event; usually the next event has the same one. */
  private last: { destination: string; destinationId: unknown; connection: string } | undefined;

  learn({ suspects, refused }: KnownBlockers): void {
    this.suspects = new Set(suspects);
    this.refused = new Set(refused);
  }

  /**
   * Called before a workflow runs. For a group, `next` is called with its current event. If an event of a group is
   * refused, the whole group is refused, and the router then runs its events one by one. The groups of a destination
   * are also refused if they have blocked workers outside of any loop, so that the next block shows which event
   * causes it.
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

  /** @param event undefined when the workflow has reached the part that concerns all events */
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
