import http from 'node:http';
import { goJson } from './goJson';
import { fields, type RequestShape } from './requestShape';

export interface Delivered {
  status: number;
  body: string;
}

/** Where requests to an origin go instead, since a test has no business with the real ones. */
export type Addresses = ReadonlyMap<string, string>;

const TIMEOUT_MS = 10_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** Has connections that are kept for deliveries closed. */
export function closeDeliveries(): void {
  agent.destroy();
}

/** Sends a request as rudder-server does without the proxy. What it is answered with is not looked into. */
export async function sendDirectly(request: RequestShape, addresses: Addresses): Promise<Delivered> {
  if (request.type !== 'REST' || Object.keys(request.files).length > 0) {
    return { status: 200, body: '' };
  }
  const payload = render(request.body);
  if ('refusal' in payload) {
    return payload.refusal;
  }
  const url = new URL(redirect(request.endpoint, addresses));
  for (const [name, value] of Object.entries(request.params)) {
    url.searchParams.append(name, typeof value === 'string' ? value : goJson(value));
  }
  return post(url, request, payload.text);
}

export function redirect(endpoint: string, addresses: Addresses): string {
  const { origin } = new URL(endpoint);
  return (addresses.get(origin) ?? origin) + endpoint.slice(origin.length);
}

/** The first part that is not empty, in its own form; there is no body when all are. */
function render(body: Record<string, unknown>): { text: string | undefined } | { refusal: Delivered } {
  for (const [format, value] of Object.entries(body)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refuse(500, 'a part of the body is not a map');
    }
    const part = fields(value);
    if (Object.keys(part).length === 0) {
      continue;
    }
    switch (format) {
      case 'JSON':
        return { text: goJson(part) };
      case 'JSON_ARRAY':
        return typeof part.batch === 'string' ? { text: part.batch } : refuse(400, 'batch is not a string');
      case 'XML':
        return typeof part.payload === 'string'
          ? { text: part.payload }
          : refuse(400, 'payload is not a string');
      case 'FORM':
        return { text: new URLSearchParams(part as Record<string, string>).toString() };
      default:
        return refuse(500, `a body in the form ${format}`);
    }
  }
  return { text: undefined };
}

function refuse(status: number, body: string): { refusal: Delivered } {
  return { refusal: { status, body } };
}

function post(url: URL, { method, headers }: RequestShape, text: string | undefined): Promise<Delivered> {
  return new Promise((resolve) => {
    const fail = (error: Error): void => {
      resolve({ status: 504, body: error.message });
    };
    const outgoing = http.request(
      url,
      { method, agent, timeout: TIMEOUT_MS, headers: { ...headers, 'User-Agent': 'RudderLabs' } },
      (incoming) => {
        let body = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => (body += chunk));
        incoming.on('error', fail);
        incoming.on('end', () => {
          resolve({ status: incoming.statusCode ?? 0, body });
        });
      },
    );
    outgoing.on('error', fail);
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.end(text);
  });
}
