import { waitAfter, type Clock } from './clock';
import type { FeaturesPoll } from './features';
import { goJson } from './goJson';
import type { DestinationSetup } from './setup';
import { CallFailed, type TransformerClient } from './transformerClient';

export interface Deletion {
  jobId: number;
  destination: DestinationSetup;
  users: { id: string; attributes: Record<string, string> }[];
  state: 'pending' | 'complete' | 'aborted';
  attempts: number;
  reason: string;
}

const BACKOFF = { first: 10_000, factor: 2, most: 60_000 };

/** Asks the transformer to delete users, until a deletion has succeeded or cannot. */
export class RegulationWorker {
  readonly deletions: Deletion[] = [];
  private isStopped = false;

  constructor(
    private readonly client: TransformerClient,
    private readonly features: FeaturesPoll,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the deletion has ended. */
  async delete(destination: DestinationSetup, users: Deletion['users']): Promise<Deletion> {
    const jobId = this.deletions.length + 1;
    const deletion: Deletion = { jobId, destination, users, state: 'pending', attempts: 0, reason: '' };
    this.deletions.push(deletion);
    for (let isDone = false; !isDone && !this.isStopped;) {
      isDone = await this.attempt(deletion);
      if (!isDone) {
        await this.clock.pause(waitAfter(deletion.attempts, BACKOFF));
      }
    }
    return deletion;
  }

  stop(): void {
    this.isStopped = true;
  }

  /** @returns whether the deletion has ended */
  private async attempt(deletion: Deletion): Promise<boolean> {
    const { destination, users, jobId } = deletion;
    deletion.attempts += 1;
    if (!this.features.deletes(destination.name)) {
      deletion.reason = 'no transformer offers it';
      return false;
    }
    const body = goJson([
      {
        jobId: String(jobId),
        destType: destination.name.toLowerCase(),
        config: destination.config,
        userAttributes: users.map(({ id, attributes }) => ({ userId: id, ...attributes })),
      },
    ]);
    try {
      const { status, text } = await this.client.send({
        path: '/deleteUsers',
        body,
        expected: destination.answeredBy,
      });
      deletion.reason = `${String(status)} ${text}`;
      if (isList(text)) {
        deletion.state = stateFor(status);
      }
    } catch (error) {
      if (!(error instanceof CallFailed)) {
        throw error;
      }
      deletion.reason = error.message;
    }
    return deletion.state !== 'pending';
  }
}

function stateFor(status: number): Deletion['state'] {
  return status === 200 ? 'complete' : status === 404 || status === 405 ? 'aborted' : 'pending';
}

/** An answer of another shape leaves the deletion as it was. */
function isList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
