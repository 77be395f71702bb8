import { createError } from '../../../runtime/errors/destkitError';
import { identify, identifyGroup } from './eventIdentity';
import { SharedState } from './sharedState';

/** Notes which event this thread runs, for the monitor thread, and refuses events that have blocked workers before. */
export class EventWatch {
  readonly state = new SharedState();
  private refused: ReadonlySet<string> = new Set();
  /** The destination whose group of events is being run. */
  private groupOf: string | undefined;

  /** @param identities of everything that is to be refused from now on */
  refuse(identities: readonly string[]): void {
    this.refused = new Set(identities);
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
      this.beginOne(destination, input);
    } else if (input.length === 1) {
      this.beginOne(destination, input[0]);
    } else {
      const identity = identifyGroup(destination);
      if (this.refused.size > 0) {
        this.check(identity);
        input.forEach((event) => {
          this.check(identify(destination, event));
        });
      }
      this.groupOf = destination;
      this.state.write(identity);
    }
  }

  /** @param event undefined once the workflow has come to what concerns them all */
  next(event: unknown): void {
    if (this.groupOf !== undefined) {
      this.state.write(event === undefined ? identifyGroup(this.groupOf) : identify(this.groupOf, event));
    }
  }

  end(): void {
    this.groupOf = undefined;
    this.state.write('');
  }

  private beginOne(destination: string, event: unknown): void {
    const identity = identify(destination, event);
    this.check(identity);
    this.state.write(identity);
  }

  private check(identity: string): void {
    if (this.refused.has(identity)) {
      throw createError('EVENT_BLOCKS', {});
    }
  }
}
