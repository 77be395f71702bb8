import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { CALL_NUMBER, hashBytes, type UpstreamCall } from './callLog';
import { sendDirectly } from './directDelivery';
import { fields, readRequests } from './requestShape';
import { answerAsStandard } from './standardAnswers';

const GZIP_FROM = 500;
const MIB = 1024 * 1024;
const PROXY = /^\/(v[01])\/destinations\/(?:webhook|crm)\/proxy$/;

/** A double of the standard transformer, the service's upstream. It can be stopped and started again. */
export class StandardTransformer {
  readonly calls: UpstreamCall[] = [];
  /** How long each answer takes, in milliseconds. */
  slowness = 0;
  private server: Server | undefined;
  private port = 0;
  private readonly sockets = new Set<Socket>();

  /** @param receiver the origin of its destinations */
  constructor(private readonly receiver: string) {}

  get origin(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  /** Listens, at the port that it had before. */
  async bringUp(): Promise<void> {
    const server = createServer((request, response) => {
      this.serve(request, response).catch(() => response.destroy());
    });
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Ends at once, with all calls in progress. */
  async takeAway(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    const { server } = this;
    this.server = undefined;
    if (server) {
      await new Promise((resolve) => server.close(resolve));
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '', headers } = request;
    const isLarge = url.startsWith('/large');
    const hash = createHash('sha256');
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) {
      hash.update(chunk);
      if (!isLarge) {
        chunks.push(chunk);
      }
    }
    if (this.slowness > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.slowness));
    }
    const number = headers[CALL_NUMBER];
    const call: UpstreamCall = {
      number: typeof number === 'string' ? Number(number) : undefined,
      path: url,
      receivedHash: hash.digest('hex'),
      answerHash: '',
    };
    this.calls.push(call);
    if (isLarge) {
      call.answerHash = await sendLarge(response, Number(url.split('/')[2]));
      return;
    }
    const text = Buffer.concat(chunks).toString();
    const answer = PROXY.test(url)
      ? await this.deliver(url, text)
      : (answerAsStandard(url, text, this.receiver) ?? { status: 404, text: '{"error":"no such route"}' });
    const plain = Buffer.from(answer.text);
    const isPacked =
      plain.length > GZIP_FROM && /\bgzip\b/.test(headers['accept-encoding']?.toString() ?? '');
    const bytes = isPacked ? gzipSync(plain) : plain;
    call.answerHash = hashBytes(bytes);
    response.writeHead(answer.status, {
      'Content-Type': 'application/json; charset=utf-8',
      ...(url === '/features' || answer.status !== 200 ? {} : { apiVersion: '2' }),
      ...(isPacked ? { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' } : {}),
    });
    response.end(bytes);
  }

  /** The proxy: sends the request, and gives the status that it was answered with. */
  private async deliver(url: string, text: string): Promise<{ status: number; text: string }> {
    const posted = fields(JSON.parse(text) as unknown);
    const [request] = readRequests(posted, 'processor');
    if (!request) {
      return { status: 400, text: '{}' };
    }
    const { status, body } = await sendDirectly(request, new Map());
    if (url.startsWith('/v0')) {
      return { status, text: JSON.stringify({ output: { status, message: '', destinationResponse: body } }) };
    }
    const jobs = Array.isArray(posted.metadata) ? (posted.metadata as unknown[]) : [];
    const response = jobs.map((metadata) => ({ error: body, statusCode: status, metadata }));
    return { status: 200, text: JSON.stringify({ output: { status, message: '', response } }) };
  }
}

/** Sends an answer of this many MiB, in chunks. @returns the hash of its bytes */
async function sendLarge(response: ServerResponse, mebibytes: number): Promise<string> {
  const hash = createHash('sha256');
  response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
  for (let count = 0; count < mebibytes; count += 1) {
    const chunk = Buffer.alloc(MIB, `${String(count)},`);
    hash.update(chunk);
    if (!response.write(chunk)) {
      await new Promise((resolve) => response.once('drain', resolve));
    }
  }
  response.end();
  return hash.digest('hex');
}
