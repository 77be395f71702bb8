import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Destination } from '../../runtime/destination/destination';
import { listen } from '../listen';
import { readBody } from '../readBody';
import { Responder } from './responder';
import { actOut } from './faultAnswers';
import { createFaults, type Fault, type FaultPlan } from './faults';
import { isOverview, sendOverview } from './overview';
import { headersOf, maskHeaders, pathOf, readRequest } from './received';
import { hashBody, RequestLog, type Counts, type Received } from './record';
import { RecordFile } from './recordFile';
import { sendJson, sendText } from './send';

const HOST = '127.0.0.1';
const READING_MS = 30_000;
const BODY_BYTES = 4 * 1024 * 1024;
/** Longer than clients keep connections, so that none of them uses one that is being closed. */
const KEEP_ALIVE_MS = 120_000;

export interface SandboxOptions {
  destination: Destination;
  /** The connection's settings, as the workflow sees them. */
  config?: object | undefined;
  /** 0, the default, selects a free port. */
  port?: number | undefined;
  faults?: FaultPlan | undefined;
  /** A file to which one line of JSON is written for each received request; overwritten at the start. */
  record?: string | undefined;
  /** Returns numbers from 0 to below 1, for faults by rate. */
  random?: (() => number) | undefined;
  /** The timeout to receive a request, in milliseconds. Default: half a minute. */
  readingTime?: number | undefined;
}

/** A running sandbox of a destination's API, which accepts connections only from this machine. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** The last received requests, the newest one last: 10,000, or fewer if their bodies are large. */
  requests(): readonly Received[];
  counts(): Counts;
  /** Closes all connections, and completes the record. @throws OUTPUT_UNWRITABLE if the record is incomplete */
  close(): Promise<void>;
}

/**
 * Starts a sandbox. It accepts requests when the promise resolves.
 *
 * @throws FEATURE_NOT_FOUND, WORKFLOW_INVALID, PORT_UNUSABLE, OUTPUT_UNWRITABLE
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { destination, config = {}, port = 0, faults = { rates: [] }, random = Math.random } = options;
  const responder = new Responder(destination, config);
  await responder.prepare();
  const file = options.record === undefined ? undefined : await RecordFile.open(options.record);
  const requestLog = new RequestLog();
  const handler = new RequestHandler(destination, responder, createFaults(faults, random), requestLog, file);
  const readingTime = options.readingTime ?? READING_MS;
  const server = createServer(
    {
      requestTimeout: readingTime,
      headersTimeout: readingTime,
      connectionsCheckingInterval: Math.min(1000, readingTime),
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (incoming, response) => {
      // Unexpected errors close one connection instead of stopping the sandbox.
      handler.handle(incoming, response).catch(() => response.destroy());
    },
  );
  const origin = await listen(server, HOST, port).catch(async (error: unknown) => {
    await file?.close();
    throw error;
  });
  return {
    origin,
    requests: () => requestLog.last(),
    counts: () => requestLog.counts(),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await file?.close();
    },
  };
}

/** Handles a request: reads the body, injects a fault if one is due, runs the sandbox workflow, records the result. */
class RequestHandler {
  private readonly secrets: ReadonlySet<string>;

  constructor(
    private readonly destination: Destination,
    private readonly responder: Responder,
    private readonly nextFault: () => Fault | undefined,
    private readonly requestLog: RequestLog,
    private readonly file: RecordFile | undefined,
  ) {
    this.secrets = new Set((destination.manifest.secretHeaders ?? []).map((name) => name.toLowerCase()));
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    const body = await readBody(incoming, BODY_BYTES);
    if (body === 'gone') {
      return;
    }
    if (isOverview(incoming)) {
      sendOverview(incoming, response, this.requestLog);
      return;
    }
    const fault = this.nextFault();
    if (fault) {
      this.requestLog.addFault(fault.kind);
      if (fault.kind !== 'slow') {
        actOut(fault, response, this.destination.sandboxRules.failureBody);
        return;
      }
      await wait(fault.argument, undefined, { ref: false });
    }
    await (body === 'tooLarge' ? this.refuse(incoming, response) : this.answer(incoming, body, response));
  }

  private async answer(incoming: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const request = readRequest(incoming, body);
    const answer = await this.responder.answer(request);
    // A client that has disconnected, perhaps because the response was slow, was not served.
    if (response.destroyed) {
      return;
    }
    const { status, accepted, reason, key, notes, record } = answer;
    await this.record({
      method: request.method,
      path: request.path,
      status,
      accepted,
      bytes: body.length,
      hash: hashBody(body),
      ...(key === undefined ? {} : { key }),
      ...(reason === undefined ? {} : { reason }),
      notes,
      ...(record === undefined ? {} : { record }),
      headers: maskHeaders(request.headers, this.secrets),
      body: request.rawBody,
    });
    try {
      if (typeof answer.body === 'string') {
        sendText(response, status, answer.body, answer.headers);
      } else {
        sendJson(response, status, answer.body, answer.headers);
      }
    } catch {
      // The headers are not valid HTTP.
      sendJson(response, 500, { error: 'the workflow gave headers that cannot be sent' });
    }
  }

  private async refuse(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const reason = 'the body is over 4 MiB';
    await this.record({
      method: incoming.method ?? '',
      path: pathOf(incoming),
      status: 413,
      accepted: false,
      bytes: Number(incoming.headers['content-length'] ?? 0),
      reason,
      notes: [],
      headers: maskHeaders(headersOf(incoming), this.secrets),
      body: '',
    });
    sendJson(response, 413, { error: reason }, { connection: 'close' });
  }

  private async record(answered: Parameters<RequestLog['add']>[0]): Promise<void> {
    const received = this.requestLog.add(answered);
    await this.file?.write(received);
  }
}
