import { Router } from '../delivery/route';
import { Sender, type HttpResponse } from '../delivery/send';
import { isVerdict, type Judge, type Verdict } from '../delivery/verdict';
import type { Destination } from '../destination/destination';
import { DestkitError } from '../errors/destkitError';
import { createJudge } from './judge';
import type { Metrics } from './metrics/metrics';
import { readOutgoing } from './outgoing';
import type { TraceContext } from './traceContext';

/** What became of one request, in the terms of a host. */
export interface Sent {
  isDelivered: boolean;
  /** What the host decides by: 2xx is done, 429 and 5xx are tried again, all else is final. */
  status: number;
  errorType: 'throttled' | 'retryable' | 'aborted' | undefined;
  /** Why it was not delivered. */
  reason: string;
  /** The destination's answer; undefined when there was none. */
  response: HttpResponse | undefined;
}

export interface OutboxOptions {
  /** Requests under way at once to each origin. */
  connections: number;
  /** For one request and its answer, in milliseconds. */
  timeout: number;
  /** Whether requests may go to this machine itself, which only a service that is not reachable from outside may do. */
  allowsLoopback: boolean;
}

interface Way {
  router: Router;
  judge: Judge;
}

/** Sends single requests for a host, and tells it what their answers mean. */
export class Outbox {
  private readonly ways = new Map<Destination, Way>();
  private readonly sender: Sender;

  constructor(
    private readonly options: OutboxOptions,
    private readonly metrics: Metrics,
  ) {
    this.sender = new Sender(options.connections, options.timeout);
  }

  /** @throws WORKFLOW_INVALID */
  async prepare(destination: Destination): Promise<void> {
    const router = new Router(destination.manifest.hosts, undefined, this.options.allowsLoopback);
    this.ways.set(destination, { router, judge: await createJudge(destination) });
  }

  /** Never rejects for a bad request: one that cannot be sent is final. */
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
    return judged(answer, await askJudge(way.judge, endpoint, answer));
  }
}

async function askJudge(judge: Judge, endpoint: string, response: HttpResponse): Promise<Verdict> {
  // A judge that fails has not refused the request. What it throws may quote the response.
  const verdict = await Promise.resolve(judge(endpoint, response)).catch(() => undefined);
  return isVerdict(verdict)
    ? verdict
    : { verdict: 'retryable', message: 'the destination has no verdict on this answer' };
}

function unsent(status: number, errorType: Sent['errorType'], reason: string): Sent {
  return { isDelivered: false, status, errorType, reason, response: undefined };
}

/** The status that makes the host do what the verdict says. */
function judged(response: HttpResponse, { verdict, message }: Verdict): Sent {
  const { status } = response;
  const common = { reason: message, response };
  switch (verdict) {
    case 'delivered': {
      // A 204 could not carry the body of the answer to the host.
      const isPlain = status >= 200 && status < 300 && status !== 204;
      return { ...common, isDelivered: true, status: isPlain ? status : 200, errorType: undefined };
    }
    case 'retryable': {
      if (status === 429) {
        return { ...common, isDelivered: false, status, errorType: 'throttled' };
      }
      // The host would give up at a 408.
      return { ...common, isDelivered: false, status: status >= 500 ? status : 500, errorType: 'retryable' };
    }
    case 'rejected':
    case 'credentials': {
      // A 404 would say that the route is missing, and only other statuses from 400 on are final for sure.
      const isFinal = status >= 400 && status < 500 && ![404, 408, 429].includes(status);
      return { ...common, isDelivered: false, status: isFinal ? status : 400, errorType: 'aborted' };
    }
  }
}
