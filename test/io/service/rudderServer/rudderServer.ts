import { CallLog } from './callLog';
import { Clock } from './clock';
import { RegulationWorker } from './deletions';
import { closeDeliveries, type Addresses } from './directDelivery';
import { FeaturesPoll } from './features';
import { Ledger } from './ledger';
import { Panic } from './panic';
import { Processor } from './processor';
import { Router } from './router';
import type { DestinationSetup, SourceEvent, SourceSetup } from './setup';
import { TransformerClient } from './transformerClient';
import { takeWebhooks, type WebhookCall, type WebhookResult } from './webhookSources';

export interface RudderServerOptions {
  /** Of the service under test. */
  transformer: string;
  destinations: DestinationSetup[];
  /** Origins of destinations -> where they are in this test. */
  addresses?: Addresses;
  /** How many milliseconds of the real server one of ours stands for. */
  speed?: number;
  /** Of each router. */
  workers?: number;
}

const RESTART_MS = 5000;

/**
 * A double of rudder-server: it calls a transformer as the real one was seen to, and keeps account of each event. It shares
 * no code with the service, and knows it by its address alone.
 */
export class RudderServer {
  readonly ledger = new Ledger();
  readonly calls = new CallLog();
  readonly features: FeaturesPoll;
  readonly regulations: RegulationWorker;
  /** Why it ended and was started again. */
  readonly panics: string[] = [];
  private readonly clock: Clock;
  private readonly client: TransformerClient;
  private readonly routers = new Map<DestinationSetup, Router>();
  private readonly processor: Processor;
  private lastJob = 0;
  private restart: NodeJS.Timeout | undefined;
  /** The processing of all events so far: a batch that waits holds back all later ones, for any destination. */
  private pipeline = Promise.resolve();

  constructor({
    transformer,
    destinations,
    addresses = new Map(),
    speed = 100,
    workers = 16,
  }: RudderServerOptions) {
    const clock = new Clock(speed);
    const client = new TransformerClient(transformer, this.calls, clock);
    const features = new FeaturesPoll(client, clock);
    const { ledger } = this;
    const crash = (error: unknown): void => {
      this.panic(error);
    };
    const proxy = { client, addresses };
    for (const destination of destinations) {
      const router = new Router({ destination, features, proxy, clock, ledger, workers, crash });
      this.routers.set(destination, router);
    }
    const addJob: ConstructorParameters<typeof Processor>[0]['addJob'] = (job) => {
      this.lastJob += 1;
      this.routers
        .get(job.destination)
        ?.add({ ...job, id: this.lastJob, state: 'pending', attempts: 0, retryAt: 0 });
    };
    this.processor = new Processor({ client, clock, features, ledger, addJob });
    this.regulations = new RegulationWorker(client, features, clock);
    this.clock = clock;
    this.client = client;
    this.features = features;
  }

  /** Resolves after the first poll of `/features`; see `features.death`. */
  async start(): Promise<void> {
    await this.features.start();
    this.routers.forEach((router) => {
      router.start();
    });
  }

  /** Takes events of a source, and has them processed in turn; none is lost by a panic. */
  async take(source: SourceSetup, events: readonly SourceEvent[]): Promise<void> {
    for (const destination of source.destinations) {
      for (const event of events) {
        this.ledger.accept(event, destination);
      }
    }
    this.pipeline = this.pipeline.then(async () => {
      await Promise.all(source.destinations.map((destination) => this.process(source, destination, events)));
    });
    await this.pipeline;
  }

  takeWebhooks(calls: readonly WebhookCall[]): Promise<WebhookResult[]> {
    return takeWebhooks(calls, this.client, this.clock);
  }

  /**
   * Waits until every event is finished, or until none was finished for this long: a busy machine is slow, but it makes
   * progress. @returns whether every event is finished
   */
  async settle(milliseconds: number): Promise<boolean> {
    let unfinished = this.ledger.countUnfinished();
    let end = performance.now() + milliseconds;
    while (unfinished > 0 && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      const now = this.ledger.countUnfinished();
      if (now !== unfinished) {
        unfinished = now;
        end = performance.now() + milliseconds;
      }
    }
    return unfinished === 0;
  }

  stop(): void {
    clearTimeout(this.restart);
    this.client.isStopped = true;
    this.features.stop();
    this.regulations.stop();
    this.routers.forEach((router) => {
      router.stop();
    });
    closeDeliveries();
  }

  private async process(
    source: SourceSetup,
    destination: DestinationSetup,
    events: readonly SourceEvent[],
  ): Promise<void> {
    while (!this.client.isStopped) {
      try {
        await this.processor.process(source, destination, events);
        return;
      } catch (error) {
        this.panic(error);
        await this.clock.pause(RESTART_MS);
      }
    }
  }

  private panic(error: unknown): void {
    if (!(error instanceof Panic)) {
      throw error;
    }
    if (this.client.isStopped || this.restart) {
      return;
    }
    this.panics.push(error.message);
    this.routers.forEach((router) => {
      router.stop();
    });
    this.restart = setTimeout(
      () => {
        this.restart = undefined;
        this.routers.forEach((router) => {
          router.start();
        });
      },
      this.clock.after(RESTART_MS) - performance.now(),
    );
  }
}
