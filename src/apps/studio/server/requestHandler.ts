import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createError, DestkitError } from '../../../runtime/errors/destkitError';
import type { FolderSnapshot, SandboxRun } from '../contract';
import { FolderWatcher } from '../../folderWatcher';
import { readChange, readGoldens, readSnapshot, watchedPlaces, type Places } from './folder';
import { Guard } from './guard';
import { sendPageFile } from './pageFiles';
import { readText, sendError, sendJson, startStream } from './respond';
import { Saver } from './save';
import { schemaCode } from './schemaCode';
import { sendToSandbox } from './sendToSandbox';

export interface RequestHandlerOptions {
  places: Places;
  events: string | undefined;
  token: string;
  port: number;
}

type RouteHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** Handles the studio's HTTP requests: checks host, origin and token, then calls the route. */
export class RequestHandler {
  private readonly guard: Guard;
  private readonly saver: Saver;
  private readonly routes: Record<string, RouteHandler>;

  constructor(private readonly options: RequestHandlerOptions) {
    const { places, token, port } = options;
    this.guard = new Guard(port, token);
    this.saver = new Saver(places);
    this.routes = {
      'GET /api/folder': (_, response) => this.sendFolder(response),
      'GET /api/goldens': async (_, response) => {
        sendJson(response, 200, await readGoldens(places));
      },
      'GET /api/events': (_, response) => this.sendEvents(response),
      'GET /api/changes': (_, response) => this.sendChanges(response),
      'PUT /api/file': (request, response, url) => this.save(request, response, url),
      'POST /api/schema': async (request, response) => {
        sendJson(response, 200, schemaCode(await readText(request)));
      },
      'POST /api/sandbox': async (request, response) => {
        sendJson(response, 200, await sendToSandbox(places, await readSandboxRun(request)));
      },
    };
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.answer(request, response);
    } catch (error) {
      if (response.headersSent) {
        throw error;
      }
      sendError(response, error instanceof DestkitError ? error : createError('CALL_FAILED', {}));
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = this.guard.refuse(request);
    if (refusal) {
      throw refusal;
    }
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', 'http://studio');
    if (!url.pathname.startsWith('/api/')) {
      if (method !== 'GET' || !(await sendPageFile(url.pathname, response))) {
        throw createError('STUDIO_UNKNOWN', {});
      }
      return;
    }
    const denial = this.guard.refuseCall(request);
    if (denial) {
      throw denial;
    }
    const key = `${method} ${url.pathname}`;
    const route = Object.hasOwn(this.routes, key) ? this.routes[key] : undefined;
    if (!route) {
      throw createError('STUDIO_UNKNOWN', {});
    }
    await route(request, response, url);
  }

  private async sendFolder(response: ServerResponse): Promise<void> {
    const { places, events } = this.options;
    const snapshot: FolderSnapshot = await readSnapshot(places);
    sendJson(response, 200, events === undefined ? snapshot : { ...snapshot, eventsFile: basename(events) });
  }

  private async sendEvents(response: ServerResponse): Promise<void> {
    const { events } = this.options;
    if (events === undefined) {
      throw createError('STUDIO_UNKNOWN', {});
    }
    startStream(response);
    await pipeline(createReadStream(events), response);
  }

  /** Streams file changes as server-sent events until the page is closed. */
  private sendChanges(response: ServerResponse): Promise<void> {
    startStream(response);
    const { places } = this.options;
    const report = async (paths: readonly string[]) => {
      for (const path of paths) {
        const change = await readChange(path);
        // Who has left meanwhile is not to be told.
        if (!response.destroyed) {
          response.write(`data: ${JSON.stringify(change)}\n\n`);
        }
      }
    };
    const watcher = new FolderWatcher(
      () => watchedPlaces(places),
      (paths) => void report(paths),
    );
    response.on('close', () => {
      watcher.close();
    });
    return Promise.resolve();
  }

  /** `If-Match` is the hash of the version that was edited. Without it, the file must not exist. */
  private async save(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const known = request.headers['if-match'];
    const result = await this.saver.save(
      url.searchParams.get('path') ?? '',
      await readText(request),
      known === undefined ? undefined : known.replaceAll('"', ''),
    );
    sendJson(response, 'conflict' in result ? 409 : 200, result);
  }
}

async function readSandboxRun(request: IncomingMessage): Promise<SandboxRun> {
  const text = await readText(request);
  try {
    const { requests, config } = JSON.parse(text) as SandboxRun;
    if (Array.isArray(requests) && typeof config === 'object') {
      return { requests, config };
    }
  } catch {
    // Reported below.
  }
  throw createError('CALL_NOT_JSON', { problem: 'it is not {requests, config}' });
}
