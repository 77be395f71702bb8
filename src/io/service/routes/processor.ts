import type { Destination, HostEvent } from '../../../runtime/destination/destination';
import type { Outcome } from '../../../runtime/destination/outcome';
import { createError } from '../../../runtime/errors/destkitError';
import { catalogue } from '../../../runtime/errors/catalogue';
import { EventLoopYielder } from '../yieldToEventLoop';
import { contractAnswer, type Answer, type Call } from '../call';
import { findDestination, type Context } from '../context';
import { readEvents, type ReceivedEvent } from '../events';
import { OutcomeCounter } from '../metrics/outcomeCounter';
import { JsonArrayWriter } from '../jsonArrayWriter';
import { hostMessage, statTagsOf } from '../statTags';

const FEATURE = 'processor';

/**
 * `POST /v0/destinations/<name>`: an array of events; returns for each its requests, or the reason why there are
 * none.
 */
export async function transformEvents(call: Call, context: Context): Promise<Answer> {
  const destination = findDestination(context, call.params.name);
  const events = readEvents(call, call.body);
  const counter = new OutcomeCounter(destination.name, FEATURE);
  const yielder = new EventLoopYielder();
  const items = new JsonArrayWriter(() => tooDeep(destination));
  for (const event of events) {
    // The destination rejects a value that is not an object.
    const running = destination.transformNow(event as HostEvent);
    const outcome = running instanceof Promise ? await running : running;
    answerEvent(event, outcome, destination, counter, items);
    const pause = yielder.yieldIfDue();
    if (pause) {
      await pause;
    }
  }
  counter.report(context.metrics);
  return contractAnswer(200, items.end());
}

/** Adds the items of one event: one for each of its requests. */
function answerEvent(
  event: ReceivedEvent,
  outcome: Outcome,
  destination: Destination,
  counter: OutcomeCounter,
  items: JsonArrayWriter,
): void {
  const metadata = (event as Partial<HostEvent> | null | undefined)?.metadata;
  switch (outcome.outcome) {
    case 'transformed':
      counter.addTransformed();
      for (const request of outcome.requests) {
        const { userId } = request;
        // The engine has created this object for this event only.
        request.userId = userId ? (typeof userId === 'string' ? userId : JSON.stringify(userId)) : '';
        items.add({ output: request, metadata, statusCode: 200 });
      }
      return;
    case 'filtered': {
      const { status, statTags } = catalogue.EVENT_FILTERED;
      counter.add('filtered', 'EVENT_FILTERED');
      items.add({
        error: outcome.reason,
        statusCode: status,
        statTags: statTagsOf(statTags, destination, FEATURE, metadata),
        metadata,
      });
      return;
    }
    case 'rejected': {
      const { error } = outcome;
      counter.add('rejected', error.code);
      items.add({
        error: hostMessage(destination, FEATURE, error),
        statusCode: error.status,
        statTags: statTagsOf(error.statTags, destination, FEATURE, metadata),
        metadata,
      });
    }
  }
}

/** Without the metadata, which may be the part that is nested too deeply. */
function tooDeep(destination: Destination): object {
  const { message, status, statTags } = createError('EVENT_TOO_DEEP', {});
  return {
    error: message,
    statusCode: status,
    statTags: statTagsOf(statTags, destination, FEATURE, undefined),
  };
}
