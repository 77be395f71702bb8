import { BoundedCache } from '../../runtime/boundedCache';
import type { Destination } from '../../runtime/destination/destination';
import type { ReceivedRequest } from '../../runtime/destination/sandboxRules';
import type { Json } from '../../runtime/jsonata/plain';
import { failure, readAnswer, type Answer } from './answer';

const FEATURE = 'sandbox';
const REMEMBERED = 1_000_000;
const REMEMBERED_CHARACTERS = 64 * 1024 * 1024;

/** Answers requests with the destination's workflow, and stores what the workflow wants to remember. */
export class Responder {
  private readonly memory = new BoundedCache<string, Json>(REMEMBERED, REMEMBERED_CHARACTERS);

  constructor(
    private readonly destination: Destination,
    private readonly config: object,
  ) {}

  /** Builds the workflow. @throws FEATURE_NOT_FOUND, WORKFLOW_INVALID */
  prepare(): Promise<void> {
    return this.destination.prepare(FEATURE);
  }

  /** Never throws: errors become error responses. */
  async answer(request: ReceivedRequest): Promise<Answer> {
    try {
      return await this.run(request);
    } catch (error) {
      // Never the message: it may quote the request, and the reason is written to the record.
      const { code } = error as { code?: unknown };
      return error instanceof RangeError
        ? failure(400, 'the body is nested too deeply')
        : failure(500, `an expression of the manifest failed (${typeof code === 'string' ? code : 'error'})`);
    }
  }

  private async run(request: ReceivedRequest): Promise<Answer> {
    const { sandboxRules } = this.destination;
    const problems = await sandboxRules.check(request);
    const keys = problems.length === 0 ? await sandboxRules.keys(request) : [];
    const outcome = await this.destination.run(FEATURE, {
      request: { ...request, problems },
      keys,
      memory: this.recall(keys),
      config: this.config,
    });
    const answer = readAnswer(outcome);
    for (const [key, value] of Object.entries(answer.remember ?? {})) {
      this.memory.set(key, value, key.length + JSON.stringify(value).length);
    }
    return answer;
  }

  private recall(keys: readonly string[]): Record<string, Json> {
    const found = keys.flatMap((key): [string, Json][] => {
      const value = this.memory.find(key);
      return value === undefined ? [] : [[key, value]];
    });
    return Object.fromEntries(found);
  }
}
