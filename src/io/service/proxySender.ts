import { hostStatus, type HostStatus } from '../delivery/hostStatus';
import { askJudge, createJudge } from '../delivery/judge';
import { Router } from '../delivery/route';
import { Sender, type HttpResponse } from '../delivery/send';
import type { Judge } from '../delivery/verdict';
import type { Destination } from '../../runtime/destination/destination';
import { DestkitError } from '../../runtime/errors/destkitError';
import type { Metrics } from './metrics/metrics';
import { readOutgoing } from './outgoing';
import type { TraceContext } from './traceContext';

/** The result of one request, in the terms of a host. */
export interface Sent extends HostStatus {
  isDelivered: boolean;
  /** Why it was not delivered. */
  reason: string;
  /** The destination's response; undefined if there was none. */
  response: HttpResponse | undefined;
}

export interface ProxySenderOptions {
  /** The maximum number of concurrent requests per origin. */
  connections: number;
  /** The timeout of a request including its response, in milliseconds. */
  timeout: number;
  /** Whether requests may be sent to this machine; allowed only for a service that cannot be reached from outside. */
  allowsLoopback: boolean;
}

interface Way {
  router: Router;
  judge: Judge;
}

/** Sends single requests for a host, and returns the verdicts on their responses. */
export class ProxySender {
  private readonly ways = new Map<Destination, Way>();
  private readonly sender: Sender;

  constructor(
    private readonly options: ProxySenderOptions,
    private readonly metrics: Metrics,
  ) {
    this.sender = new Sender(options.connections, options.timeout);
  }

  /** @throws WORKFLOW_INVALID */
  async prepare(destination: Destination): Promise<void> {
    const router = new Router(destination.manifest.hosts, undefined, this.options.allowsLoopback);
    this.ways.set(destination, { router, judge: await createJudge(destination) });
  }

  /** Never rejects for an invalid request: if it cannot be sent, it fails permanently. */
  async send(destination: Destination, posted: unknown, trace: TraceContext | undefined): Promise<Sent> {
    const started = performance.now();
    const sent = await this.attempt(destination, posted, trace);
    const labels = { destination: destination.name };
    this.metrics.count('destkit_deliveries_total', { ...labels, verdict: sent.errorType ?? 'delivered' });
    this.metrics.observe('destkit_delivery_duration_seconds', labels, (performance.now() - started) / 1000);
    return sent;
  }

  close(): void {
    this.sender.close();
  }

  private async attempt(
    destination: Destination,
    posted: unknown,
    trace: TraceContext | undefined,
  ): Promise<Sent> {
    const way = this.ways.get(destination);
    if (!way) {
      throw new TypeError('the destination was not prepared');
    }
    let wire;
    try {
      wire = readOutgoing(posted, way.router, trace);
    } catch (error) {
      if (!(error instanceof DestkitError)) {
        throw error;
      }
      return unsent(400, 'aborted', error.message);
    }
    const answer = await this.sender.send(wire);
    if (!('status' in answer)) {
      return answer.isFinal
        ? unsent(400, 'aborted', answer.message)
        : unsent(500, 'retryable', answer.message);
    }
    const { endpoint } = posted as { endpoint: string };
    const { verdict, message } = await askJudge(way.judge, endpoint, answer);
    return {
      ...hostStatus(verdict, answer.status),
      isDelivered: verdict === 'delivered',
      reason: message,
      response: answer,
    };
  }
}

function unsent(status: number, errorType: Sent['errorType'], reason: string): Sent {
  return { isDelivered: false, status, errorType, reason, response: undefined };
}
