import type { Destination } from '../../../runtime/destination/destination';
import { createError, type ErrorReport } from '../../../runtime/errors/destkitError';
import { EventLoopYielder } from '../yieldToEventLoop';
import { contractAnswer, type Answer, type Call } from '../call';
import { isCompacted } from '../compaction';
import { findDestination, type Context } from '../context';
import { readEvents, type ReceivedEvent } from '../events';
import { linkRequests } from '../linkedRequests';
import { OutcomeCounter } from '../metrics/outcomeCounter';
import { JsonArrayWriter } from '../jsonArrayWriter';
import { statTagsOf } from '../statTags';

const FEATURE = 'router';
const OUTPUT_START = Buffer.from('{"output":');
const OUTPUT_END = Buffer.from('}');

/** The code of an error, for the metrics. A symbol is not serialized. */
const CODE = Symbol('code');

/** The result of a router's workflow for one event, or for several events that it batched. */
interface RouterItem {
  batchedRequest?: unknown;
  metadata?: unknown;
  destination?: unknown;
  batched?: boolean;
  statusCode?: number;
  error?: string;
  statTags?: { errorType?: string; errorCategory?: string };
  [CODE]?: string;
}

/**
 * `POST /routerTransform`: `{input: [events], destType}`; returns `{output: [...]}`, in which each job occurs once.
 */
export async function routeEvents(call: Call, context: Context): Promise<Answer> {
  return contractAnswer(200, Buffer.concat([OUTPUT_START, await transform(call, context), OUTPUT_END]));
}

/** `POST /batch`: the same, without the object around it. */
export async function batchEvents(call: Call, context: Context): Promise<Answer> {
  return contractAnswer(200, await transform(call, context));
}

async function transform(call: Call, context: Context): Promise<Buffer> {
  const { destType, input } = (call.body ?? {}) as { destType?: unknown; input?: unknown };
  const destination = findDestination(context, destType);
  const events = readEvents(call, input);
  const counter = new OutcomeCounter(destination.name, FEATURE);
  const yielder = new EventLoopYielder();
  const items = new JsonArrayWriter(() => {
    const { message, status, statTags } = createError('EVENT_TOO_DEEP', {});
    return { metadata: [], batched: false, statusCode: status, error: message, statTags };
  });
  for (const group of groupByDestination(events)) {
    for (const item of await runGroup(destination, group)) {
      items.add(finish(item, destination, counter, isCompacted(call.headers)));
    }
    await yielder.yieldIfDue();
  }
  counter.report(context.metrics);
  return items.end();
}

/** The events of each destination, in input order. */
function groupByDestination(events: readonly ReceivedEvent[]): ReceivedEvent[][] {
  const groups = new Map<unknown, ReceivedEvent[]>();
  for (const event of events) {
    const { ID } = (event?.destination ?? {}) as { ID?: unknown };
    const group = groups.get(ID);
    if (group) {
      group.push(event);
    } else {
      groups.set(ID, [event]);
    }
  }
  return [...groups.values()];
}

/**
 * Runs a group. If the workflow fails as a whole, the events are run one by one, so that only those fail that cause
 * it.
 */
async function runGroup(destination: Destination, group: readonly ReceivedEvent[]): Promise<RouterItem[]> {
  const result = await destination.run(FEATURE, group);
  if ('output' in result && Array.isArray(result.output)) {
    return result.output as RouterItem[];
  }
  if (group.length > 1) {
    const items: RouterItem[] = [];
    for (const event of group) {
      items.push(...(await runGroup(destination, [event])));
    }
    return items;
  }
  const error =
    'error' in result
      ? result.error
      : createError('WORKFLOW_NO_OUTPUT', { problem: 'the router gave no list' }).toJSON();
  return [failed(group[0], error)];
}

function failed(event: ReceivedEvent | undefined, error: ErrorReport): RouterItem {
  const { code, status, message, statTags } = error;
  const { metadata, destination } = (event ?? {}) as { metadata?: unknown; destination?: unknown };
  return {
    metadata: [metadata],
    destination,
    batched: false,
    statusCode: status,
    error: message,
    statTags,
    [CODE]: code,
  };
}

function finish(
  item: RouterItem,
  destination: Destination,
  counter: OutcomeCounter,
  isBare: boolean,
): RouterItem {
  if (isBare) {
    // The host already has the destination.
    delete item.destination;
  }
  if (item.error === undefined) {
    counter.addTransformed();
    for (const request of [item.batchedRequest].flat()) {
      nameUser(request);
    }
    if (Array.isArray(item.batchedRequest)) {
      item.batchedRequest = linkRequests(item.batchedRequest);
    }
    return item;
  }
  const { statTags = {}, statusCode } = item;
  counter.add(
    statusCode === 298 ? 'filtered' : 'rejected',
    item[CODE] ?? statTags.errorType ?? statTags.errorCategory ?? 'unknown',
  );
  const [metadata] = [item.metadata].flat();
  item.statTags = statTagsOf(statTags, destination, FEATURE, metadata);
  return item;
}

/** The host requires a string as the ordering key. */
function nameUser(request: unknown): void {
  const named = (request ?? {}) as { userId?: unknown };
  if (named.userId !== undefined && typeof named.userId !== 'string') {
    named.userId = named.userId === null ? '' : JSON.stringify(named.userId);
  }
}
