import type { FeatureOutcome, Outcome, Rejected } from '../../runtime/destination/outcome';
import type { Envelope } from '../../runtime/destination/outcome';
import { createCompiler } from '../../runtime/workflow/compiler';
import { askJudge, judgeOf } from '../delivery/judge';
import { hashesOf, type Crypto } from './cryptoHashes';
import { openDestination, type EmbeddedWorkflows } from './embeddedDestination';
import { toConfig } from './functionSettings';
import { sendRequest, type Fetch } from './sendRequest';
import { findFunction, openValidator, type WrittenCode } from './writtenCode';

type ErrorClass = new (message: string) => Error;

/** The globals of a function's host; undefined if the host does not provide them. */
export interface FunctionHost {
  fetch: Fetch;
  crypto: Crypto;
  RetryError?: ErrorClass | undefined;
  EventNotSupported?: ErrorClass | undefined;
  InvalidEventPayload?: ErrorClass | undefined;
  ValidatePayload?: ErrorClass | undefined;
  ValidationError?: ErrorClass | undefined;
}

export interface FunctionOptions extends EmbeddedWorkflows, WrittenCode {
  /** The name of the setting for the format of the events, if the destination has one. */
  dialect?: string;
}

type Event = Record<string, unknown>;
type Settings = Record<string, unknown>;

/** Handles the events of a Segment function: transforms and sends each, and evaluates the response. */
export function createSegmentFunction(data: FunctionOptions, host: FunctionHost) {
  const hashes = hashesOf(host.crypto);
  const destination = openDestination(data, {
    configSchema: openValidator(data),
    hashes,
    compiler: createCompiler(findFunction(data.functions, (text) => hashes.sha1(text))),
  });
  const judge = judgeOf(destination);
  const errors = {
    retry: host.RetryError ?? Error,
    unsupported: host.EventNotSupported ?? Error,
    payload: host.InvalidEventPayload ?? host.ValidatePayload ?? host.ValidationError ?? Error,
    settings: host.ValidationError ?? host.ValidatePayload ?? host.InvalidEventPayload ?? Error,
  };

  /** @throws the host's error class for the kind of failure */
  async function handle(event: Event, settings: Settings): Promise<void> {
    const Config = {
      ...(data.dialect === undefined ? {} : { dialect: data.dialect }),
      ...toConfig(settings),
    };
    await send(await destination.run('processor', { message: event, destination: { Config } }));
  }

  /** A request to delete a user's data; the user is identified by the event's ids and traits. */
  async function erase(event: Event, settings: Settings): Promise<void> {
    if (!Object.hasOwn(data.features, 'userDeletion')) {
      throw new errors.unsupported('users cannot be deleted');
    }
    const { userId, anonymousId, traits, context } = event;
    const { device } = (context ?? {}) as { device?: object };
    const user = { ...device, ...(traits as object | undefined), userId, anonymousId };
    await send(await destination.run('userDeletion', { config: toConfig(settings), userAttributes: [user] }));
  }

  async function send(outcome: Outcome | FeatureOutcome): Promise<void> {
    if (outcome.outcome === 'filtered') {
      throw new errors.unsupported(outcome.reason);
    }
    if (outcome.outcome === 'rejected') {
      throw toError(outcome.error);
    }
    for (const request of 'requests' in outcome ? outcome.requests : []) {
      await deliver(request);
    }
  }

  function toError({ code, message, status }: Rejected['error']): Error {
    if (code === 'CONFIG_INVALID') {
      return new errors.settings(message);
    }
    if (status >= 500) {
      // A retry of the event would fail in the same way.
      return new Error(message);
    }
    // Hosts use this message for an event type that a destination does not support.
    return /^message type .* is not supported$/.test(message)
      ? new errors.unsupported(message)
      : new errors.payload(message);
  }

  async function deliver(request: Envelope): Promise<void> {
    const answer = await sendRequest(request, host.fetch).catch((error: unknown) => {
      throw new errors.retry(`the request failed: ${error instanceof Error ? error.message : String(error)}`);
    });
    const { verdict, message } = await askJudge(judge, request.endpoint, answer);
    // The host discards an event after any error except this one. Refused credentials are retried, so that no event
    // is lost until they are corrected.
    if (verdict === 'retryable' || verdict === 'credentials') {
      throw new errors.retry(message);
    }
    if (verdict === 'rejected') {
      throw new errors.payload(message);
    }
  }

  return { handle, erase };
}
