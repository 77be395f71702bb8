import { createServer } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Destination } from '../../runtime/destination/destination';
import { createError } from '../../runtime/errors/destkitError';
import { listen } from '../listen';
import { LoadLimiter, type Limits } from './loadLimiter';
import { Connections } from './connections';
import type { Context } from './context';
import { RequestHandler } from './requestHandler';
import { kindOf, type Log } from './log';
import { Metrics } from './metrics/metrics';
import type { Snapshot } from './metrics/snapshot';
import { ProxySender } from './proxySender';
import { UnknownCalls } from './unknownCalls';
import { Upstream } from './upstream/upstream';

export interface ServiceSettings {
  host: string;
  /** 0 selects a free port. */
  port: number;
  /** The maximum size of a body in bytes, before and after decompression. */
  bodyLimit: number;
  limits: Limits;
  /** The longest time to transform an event, in milliseconds. */
  timeLimit: number;
  /** How long a worker may be blocked before it is replaced, in milliseconds; 0: without limit. */
  blockLimit: number;
  /** The longest time to receive a call, in milliseconds. */
  readTimeout: number;
  /** The timeout of a request to a destination including its response, in milliseconds. */
  sendTimeout: number;
  /** The longest time to finish calls in progress after the start of a shutdown, in milliseconds. */
  drainTimeout: number;
  compresses: boolean;
  /** Whether the proxy may send requests to this machine. */
  allowsLoopback: boolean;
  /** The address of the transformer that answers calls for other destinations; undefined if there is none. */
  upstream: string | undefined;
  /** The longest time without data from the upstream, in milliseconds. */
  upstreamTimeout: number;
  /** What a host should do with events for an unknown destination: retry or reject them. */
  unknown: 'retry' | 'reject';
  /** Whether bindings to JavaScript are allowed: see LoadOptions. */
  allowCode?: boolean;
}

const MIB = 1024 * 1024;

export const defaultSettings: ServiceSettings = {
  host: '127.0.0.1',
  port: 9090,
  bodyLimit: 200 * MIB,
  limits: { calls: 256, deliveries: 1024, passed: 1024, bytes: 512 * MIB },
  timeLimit: 250,
  blockLimit: 10_000,
  readTimeout: 60_000,
  sendTimeout: 60_000,
  drainTimeout: 25_000,
  compresses: true,
  allowsLoopback: false,
  upstream: undefined,
  upstreamTimeout: 300_000,
  unknown: 'retry',
};

/** Longer than hosts keep idle connections, so that none of them uses a connection that is being closed. */
const KEEP_ALIVE_MS = 120_000;
const CHECK_MS = 1000;
const HEADER_BYTES = 32 * 1024;
const POLL_MS = 10;

/** A running service. */
export interface Service {
  /** `http://<host>:<port>` */
  readonly origin: string;
  readonly metrics: Metrics;
  /** Makes clients open new connections, which may go to another process. */
  renewConnections(): void;
  /** Accepts no more calls; resolves when the calls in progress are answered, or after the timeout. */
  close(): Promise<void>;
}

/** Returns the metrics of all processes. Without this function, there is only this process. */
export type Collect = (own: Snapshot) => Promise<Snapshot>;

/**
 * Starts the service. It answers calls when the promise resolves.
 *
 * @throws WORKFLOW_INVALID, PORT_UNUSABLE, UPSTREAM_INVALID
 */
export async function startService(
  destinations: readonly Destination[],
  version: string,
  settings: ServiceSettings,
  log: Log,
  collect: Collect = (own) => Promise.resolve(own),
): Promise<Service> {
  const metrics = new Metrics();
  const loadLimiter = new LoadLimiter(settings.limits);
  metrics.gauge('destkit_calls_in_flight', () => loadLimiter.inFlight);
  metrics.gauge('destkit_bytes_in_flight', () => loadLimiter.bytes);
  const { limits, sendTimeout, allowsLoopback } = settings;
  const proxySender = new ProxySender(
    { connections: limits.deliveries, timeout: sendTimeout, allowsLoopback },
    metrics,
  );
  for (const destination of destinations) {
    await warmUp(destination);
    await proxySender.prepare(destination);
  }
  const upstream = settings.upstream
    ? new Upstream(
        { url: settings.upstream, timeout: settings.upstreamTimeout, connections: limits.passed },
        metrics,
      )
    : undefined;
  if (upstream?.isAt(settings.host, settings.port)) {
    throw createError('UPSTREAM_INVALID', { problem: 'it is the address of this service itself' });
  }
  let isReady = true;
  const context: Context = {
    destinations: new Map(destinations.map((destination) => [destination.name.toLowerCase(), destination])),
    proxySender,
    metrics,
    version,
    isReady: () => isReady,
    upstream,
    unknownCalls: new UnknownCalls(log, metrics),
    unknown: settings.unknown,
    collect: () => collect(metrics.snapshot()),
  };
  const { bodyLimit, compresses } = settings;
  const requestHandler = new RequestHandler({ context, loadLimiter, log, bodyLimit, compresses });
  const connections = new Connections();
  let answering = 0;
  const server = createServer(
    {
      requestTimeout: settings.readTimeout,
      headersTimeout: settings.readTimeout,
      connectionsCheckingInterval: Math.min(CHECK_MS, settings.readTimeout),
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: HEADER_BYTES,
    },
    (request, response) => {
      answering += 1;
      response.on('close', () => (answering -= 1));
      connections.endWhenDue(response);
      // Unexpected errors close one connection instead of stopping the service.
      requestHandler.serve(request, response).catch((error: unknown) => {
        log('error', 'a call could not be answered', { kind: kindOf(error) });
        response.destroy();
      });
    },
  );
  // Does not wait for a client that does not read its response.
  server.setTimeout(KEEP_ALIVE_MS + Math.max(sendTimeout, upstream ? settings.upstreamTimeout : 0));
  connections.watch(server);
  return {
    origin: await listen(server, settings.host, settings.port),
    metrics,
    renewConnections: () => {
      connections.renew();
    },
    async close() {
      isReady = false;
      // Not the `close` of http: it would truncate responses that are written but not yet received.
      const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve));
      const end = performance.now() + settings.drainTimeout;
      while (answering > 0 && performance.now() < end) {
        await wait(POLL_MS);
      }
      if (answering > 0) {
        log('warn', 'calls were cut off', { calls: answering });
      }
      server.closeAllConnections();
      await closed;
      proxySender.close();
      upstream?.close();
    },
  };
}

/** Builds every workflow and runs it once; otherwise the first call would wait for this. */
async function warmUp(destination: Destination): Promise<void> {
  for (const feature of Object.keys(destination.manifest.features)) {
    await destination.prepare(feature);
    await destination.run(feature, feature === 'router' ? [{}] : {});
  }
}
