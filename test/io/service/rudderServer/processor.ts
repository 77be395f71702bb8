import type { Clock } from './clock';
import type { FeaturesPoll } from './features';
import { goJson } from './goJson';
import type { Job } from './job';
import type { Ledger } from './ledger';
import { callForItems, type TransformedItem } from './processorClient';
import { describeDestination, orderKeyOf, workspaceId } from './setup';
import type { DestinationSetup, SourceEvent, SourceSetup } from './setup';
import type { TransformerClient } from './transformerClient';

export interface ProcessorOptions {
  client: TransformerClient;
  clock: Clock;
  features: FeaturesPoll;
  ledger: Ledger;
  /** Takes a job for the router, in order. */
  addJob: (job: Omit<Job, 'id' | 'state' | 'attempts' | 'retryAt'>) => void;
}

const BATCH = 100;
const USER_BATCH = 200;

/** Brings the events of a source to the routers of its destinations. */
export class Processor {
  constructor(private readonly options: ProcessorOptions) {}

  /** @throws Panic; nothing has become a job then, and the events come again */
  async process(
    source: SourceSetup,
    destination: DestinationSetup,
    events: readonly SourceEvent[],
  ): Promise<void> {
    const kept = source.hasUserTransformation
      ? await this.transformByUser(source, destination, events)
      : events;
    const isRouted = destination.transformAt === 'router' && this.options.features.routes(destination.name);
    if (isRouted) {
      for (const event of kept) {
        this.add(source, destination, event, 'router', event);
      }
      return;
    }
    await this.transformHere(source, destination, kept);
  }

  /** What the user's code returns; an event that it leaves out is filtered. */
  private async transformByUser(
    source: SourceSetup,
    destination: DestinationSetup,
    events: readonly SourceEvent[],
  ): Promise<SourceEvent[]> {
    const { client, clock, ledger } = this.options;
    const kept: SourceEvent[] = [];
    for (const batch of chunk(events, USER_BATCH)) {
      const body = goJson(
        batch.map((event) => ({ ...this.wrap(source, destination, event), libraries: [] })),
      );
      const items = await callForItems(
        { path: '/customTransform', body, expected: 'upstream' },
        client,
        clock,
      );
      if (!Array.isArray(items)) {
        this.endAll(batch, destination, items);
        continue;
      }
      for (const event of batch) {
        const item = items.find(({ metadata }) => metadata.messageId === event.messageId);
        if (item?.statusCode === 200) {
          kept.push(item.output as SourceEvent);
        } else {
          const reason = item ? `${String(item.statusCode)} ${item.error ?? ''}` : 'left out by user code';
          ledger.drop(event.messageId, destination, item ? 'aborted' : 'filtered', reason);
        }
      }
    }
    return kept;
  }

  private async transformHere(
    source: SourceSetup,
    destination: DestinationSetup,
    events: readonly SourceEvent[],
  ): Promise<void> {
    const { client, clock } = this.options;
    const results = await Promise.all(
      chunk(events, BATCH).map(async (batch) => ({
        batch,
        items: await callForItems(this.render(source, destination, batch), client, clock),
      })),
    );
    for (const { batch, items } of results) {
      if (Array.isArray(items)) {
        this.take(source, destination, batch, items);
      } else {
        this.endAll(batch, destination, items);
      }
    }
  }

  private take(
    source: SourceSetup,
    destination: DestinationSetup,
    batch: readonly SourceEvent[],
    items: readonly TransformedItem[],
  ): void {
    const byMark = new Map(batch.map((event) => [event.messageId, event]));
    for (const { output, error = '', statusCode, metadata } of items) {
      const event = byMark.get(metadata.messageId);
      if (!event) {
        throw new Error(`an answer for ${metadata.messageId}, which was not sent`);
      }
      if (statusCode === 200) {
        this.add(source, destination, event, 'processor', output);
      } else {
        const fate = statusCode === 298 ? 'filtered' : 'aborted';
        this.options.ledger.drop(event.messageId, destination, fate, `${String(statusCode)} ${error}`);
      }
    }
  }

  private add(
    source: SourceSetup,
    destination: DestinationSetup,
    event: SourceEvent,
    transformAt: Job['transformAt'],
    payload: unknown,
  ): void {
    this.options.ledger.open(event.messageId, destination);
    this.options.addJob({
      mark: event.messageId,
      orderKey: orderKeyOf(event),
      sourceId: source.id,
      destination,
      transformAt,
      payload,
    });
  }

  private endAll(
    batch: readonly SourceEvent[],
    destination: DestinationSetup,
    { status, text }: { status: number; text: string },
  ): void {
    for (const { messageId } of batch) {
      this.options.ledger.drop(messageId, destination, 'aborted', `${String(status)} ${text}`);
    }
  }

  private render(source: SourceSetup, destination: DestinationSetup, batch: readonly SourceEvent[]) {
    const { isCompacted } = this.options.features;
    const wrapped = batch.map((event) => this.wrap(source, destination, event));
    const compacted = {
      input: wrapped.map(({ message, metadata }) => ({ message, metadata })),
      destinations: { [destination.id]: describeDestination(destination) },
      connections: { [`${source.id}:${destination.id}`]: wrapped[0]?.connection },
    };
    return {
      path: `/v0/destinations/${destination.name.toLowerCase()}`,
      body: goJson(isCompacted ? compacted : wrapped),
      headers: isCompacted ? { 'X-Content-Format': 'json+compactedv1' } : {},
      expected: destination.answeredBy,
    };
  }

  private wrap(source: SourceSetup, destination: DestinationSetup, event: SourceEvent) {
    return {
      message: event,
      metadata: {
        messageId: event.messageId,
        sourceId: source.id,
        destinationId: destination.id,
        destinationType: destination.name,
        workspaceId,
        rudderId: orderKeyOf(event),
      },
      destination: describeDestination(destination),
      connection: { sourceId: source.id, destinationId: destination.id, enabled: true, config: {} },
    };
  }
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
