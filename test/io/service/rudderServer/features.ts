import type { Clock } from './clock';
import { CallFailed, type TransformerClient } from './transformerClient';

interface Features {
  routerTransform?: Record<string, boolean>;
  regulations?: string[];
  supportSourceTransformV1?: boolean;
  upgradedToSourceTransformV2?: boolean;
  supportTransformerProxyV1?: boolean;
  supportDestTransformCompactedPayloadV1?: boolean;
}

/** What rudder-server believes before it has been told. */
const defaults: Features = {
  routerTransform: { MARKETO: true, HS: true },
  regulations: ['AM'],
  supportSourceTransformV1: true,
  upgradedToSourceTransformV2: true,
};

const POLL_MS = 10_000;
const ATTEMPTS = 10;
const ATTEMPT_MS = 2;

/** What the transformer offers, asked for again and again. */
export class FeaturesPoll {
  /** Why rudder-server ended itself; it would do so again at each start. */
  death: string | undefined;
  /** Read once, after the first poll. */
  isCompacted = false;
  private features = defaults;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly client: TransformerClient,
    private readonly clock: Clock,
  ) {}

  async start(): Promise<void> {
    await this.poll();
    this.isCompacted = this.features.supportDestTransformCompactedPayloadV1 === true;
    this.schedule();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** A failed connection is tried again at once; any other status than 200 and 404 leaves what is known. */
  async poll(): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      try {
        const { status, text } = await this.client.send({ path: '/features', expected: 'service' });
        if (status === 200) {
          this.features = JSON.parse(text) as Features;
          this.checkSourceVersion();
        } else if (status === 404) {
          this.features = defaults;
        }
        return;
      } catch (error) {
        if (!(error instanceof CallFailed)) {
          throw error;
        }
        await this.clock.pause(ATTEMPT_MS);
      }
    }
  }

  routes(destination: string): boolean {
    return this.features.routerTransform?.[destination] === true;
  }

  deletes(destination: string): boolean {
    return this.features.regulations?.includes(destination) === true;
  }

  proxyVersion(): 'v0' | 'v1' {
    return this.features.supportTransformerProxyV1 ? 'v1' : 'v0';
  }

  private checkSourceVersion(): void {
    const { supportSourceTransformV1, upgradedToSourceTransformV2 } = this.features;
    if (!supportSourceTransformV1 && !upgradedToSourceTransformV2) {
      this.death = 'neither version of the source contract is offered';
    }
  }

  private schedule(): void {
    const due = this.clock.after(POLL_MS) - performance.now();
    this.timer = setTimeout(() => {
      void this.poll().then(() => {
        if (this.timer && this.death === undefined) {
          this.schedule();
        }
      });
    }, due);
  }
}
