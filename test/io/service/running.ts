import { request, type IncomingHttpHeaders } from 'node:http';
import { loadDestination } from '../../../src/runtime/destination/load';
import { createLog } from '../../../src/io/service/log';
import {
  defaultSettings,
  startService,
  type Service,
  type ServiceSettings,
} from '../../../src/io/service/service';

export interface Running {
  origin: string;
  service: Service;
  /** What the log has, every level. */
  lines: string[];
}

/** A service of the Kochava destination on a free port of this machine. */
export async function serve(settings: Partial<ServiceSettings> = {}): Promise<Running> {
  const lines: string[] = [];
  const log = createLog('debug', (line) => lines.push(line));
  const service = await startService(
    [await loadDestination('kochava')],
    '1.2.3',
    { ...defaultSettings, port: 0, allowsLoopback: true, ...settings },
    log,
  );
  return { origin: service.origin, service, lines };
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  /** The bytes as they came. */
  raw: Buffer;
  /** The parsed body; undefined when it is not JSON. */
  body: unknown;
}

/** Calls the service; the body is sent as JSON unless it is text or bytes. */
export function call(
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
  method = body === undefined ? 'GET' : 'POST',
): Promise<Reply> {
  const sent = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const raw = Buffer.concat(chunks);
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, raw, body: parse(raw) });
      });
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(sent);
  });
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString()) as unknown;
  } catch {
    return undefined;
  }
}

/** A track event of a RudderStack source as the host posts it. */
export function hostEvent(
  jobId: number,
  changes: { message?: unknown; Config?: object; metadata?: unknown } = {},
) {
  return {
    message: {
      type: 'track',
      event: 'Order Completed',
      anonymousId: `visitor-${String(jobId)}`,
      timestamp: '2026-03-02T08:18:47.300Z',
      properties: { order_id: `A-${String(jobId)}` },
    },
    metadata: { jobId, destinationId: 'destination-1', workspaceId: 'workspace-1', sourceId: 'source-1' },
    ...('message' in changes ? { message: changes.message } : {}),
    ...('metadata' in changes ? { metadata: changes.metadata } : {}),
    destination: {
      ID: 'destination-1',
      Config: changes.Config ?? { apiKey: 'koacme' },
      DestinationDefinition: { Name: 'KOCHAVA' },
    },
  };
}

export const PROCESSOR = '/v0/destinations/kochava';
