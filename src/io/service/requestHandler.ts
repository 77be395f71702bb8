import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { createError, DestkitError } from '../../runtime/errors/destkitError';
import { LoadLimiter } from './loadLimiter';
import { ClientGone, decodeText, parseBody, readBytes, Room } from './body';
import { plainAnswer, type Answer, type Call } from './call';
import type { Context } from './context';
import { kindOf, type Log } from './log';
import { respond } from './respond';
import { findRoute, type Route } from './routing';
import { readTraceContext, traceIdOf, type TraceContext } from './traceContext';
import { bodyIsOurs, sideOf } from './upstream/sides';
import type { Upstream } from './upstream/upstream';

export interface RequestHandlerOptions {
  context: Context;
  loadLimiter: LoadLimiter;
  log: Log;
  /** The maximum size of a body in bytes, before and after decompression. */
  bodyLimit: number;
  /** Whether responses are compressed for clients that accept it. */
  compresses: boolean;
}

/** Handles an HTTP request: finds the route, reads the body, runs the route, responds, records metrics. */
export class RequestHandler {
  constructor(private readonly options: RequestHandlerOptions) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const trace = readTraceContext(request.headers);
    const found: { route?: Route } = {};
    response.on('error', () => undefined);
    let answer: Answer | number;
    try {
      answer = await this.answer(request, response, trace, found);
    } catch (error) {
      if (error instanceof ClientGone) {
        return;
      }
      answer = this.refuse(error, request, found.route);
    }
    const milliseconds = () => performance.now() - started;
    if (typeof answer === 'number') {
      this.note('upstream', answer, milliseconds(), trace);
      return;
    }
    if (!this.options.context.isReady()) {
      answer.headers = { ...answer.headers, Connection: 'close' };
    }
    if (trace) {
      answer.headers = { ...answer.headers, ...trace };
    }
    await respond(request, response, answer, this.options.compresses);
    this.note(found.route?.path ?? 'none', answer.status, milliseconds(), trace);
  }

  /** The response to a call, or its status if the upstream has answered it. */
  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    trace: TraceContext | undefined,
    found: { route?: Route },
  ): Promise<Answer | number> {
    const { loadLimiter, bodyLimit, context } = this.options;
    const { upstream, destinations } = context;
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    const side = upstream ? sideOf(request.method, path, destinations) : 'here';
    if (upstream && side === 'upstream') {
      return this.pass(upstream, request, response);
    }
    const { route, params } = findRoute(request.method, path);
    found.route = route;
    const call = {
      method: route.method,
      params,
      query: new URLSearchParams(query),
      headers: request.headers,
      body: undefined as unknown,
      trace,
    };
    if (!route.work) {
      return route.handle(call, context);
    }
    // Checked before the body is read, and again afterwards: reading reserves only bytes.
    loadLimiter.check(route.work);
    const room = new Room(loadLimiter);
    try {
      const raw = await readBytes(request, bodyLimit, room);
      const decode = () => decodeText(raw, request.headers['content-encoding'], bodyLimit, room);
      if (upstream && side === 'body') {
        call.body = await decode().then(parseBody).catch(onlyUnreadable);
        if (!bodyIsOurs(call.body, route, destinations)) {
          return await this.pass(upstream, request, response, raw);
        }
        return await this.handle(route, call);
      }
      const text = await decode();
      return await this.handle(route, call, text);
    } finally {
      room.leave();
    }
  }

  private async handle(route: Route, call: Call, text?: string): Promise<Answer> {
    const { loadLimiter, context } = this.options;
    const { work } = route;
    if (!work) {
      return route.handle(call, context);
    }
    loadLimiter.enter(work);
    try {
      if (text !== undefined) {
        call.body = parseBody(text);
      }
      return await route.handle(call, context);
    } finally {
      loadLimiter.leave(work);
    }
  }

  private async pass(
    upstream: Upstream,
    request: IncomingMessage,
    response: ServerResponse,
    body?: Buffer,
  ): Promise<number> {
    const { loadLimiter } = this.options;
    loadLimiter.enter('passed');
    try {
      return await upstream.pass(request, response, body);
    } finally {
      loadLimiter.leave('passed');
    }
  }

  /** The response to a call that fails as a whole. */
  private refuse(thrown: unknown, request: IncomingMessage, route: Route | undefined): Answer {
    const { context, log } = this.options;
    const tooDeep = thrown instanceof RangeError && thrown.message.includes('call stack');
    const known = thrown instanceof DestkitError || tooDeep;
    const error =
      thrown instanceof DestkitError ? thrown : createError(tooDeep ? 'EVENT_TOO_DEEP' : 'CALL_FAILED', {});
    if (!known) {
      log('error', 'a call failed', { route: route?.path ?? 'none', kind: kindOf(thrown) });
    }
    const { code, message } = error;
    const headers: Record<string, string> = { 'X-Destkit-Error': code };
    if (code === 'CALL_UNKNOWN') {
      context.unknownCalls.note('route', request.url?.split('?', 1)[0] ?? '');
    }
    const isUnknown = code === 'CALL_UNKNOWN' || code === 'CALL_DESTINATION_UNKNOWN';
    // After a 404, a host drops the events permanently.
    const isKept = isUnknown && context.unknown === 'retry' && request.method === 'POST';
    if (isKept || code === 'UPSTREAM_AWAY') {
      headers['X-Rudder-Should-Retry'] = 'true';
    }
    if (code === 'CALL_OVERLOADED') {
      headers['X-Rudder-Should-Retry'] = 'true';
      headers['Retry-After'] = '1';
      context.metrics.count('destkit_calls_refused_total');
    }
    const status = isKept ? 503 : error.status;
    if (code === 'CALL_DESTINATION_UNKNOWN') {
      return plainAnswer(status, { error: message }, headers);
    }
    return plainAnswer(status, { error: STATUS_CODES[status] ?? 'Error', message }, headers);
  }

  private note(route: string, status: number, milliseconds: number, trace: TraceContext | undefined): void {
    const { context, log } = this.options;
    context.metrics.count('destkit_calls_total', { route, status: String(status) });
    context.metrics.observe('destkit_call_duration_seconds', { route }, milliseconds / 1000);
    log('debug', 'call', {
      route,
      status,
      milliseconds: Math.round(milliseconds * 1000) / 1000,
      trace_id: traceIdOf(trace),
    });
  }
}

/** A body that cannot be read names no destination; a lack of memory is a different error. */
function onlyUnreadable(error: unknown): undefined {
  if (error instanceof DestkitError && ['CALL_NOT_JSON', 'CALL_ENCODING_UNKNOWN'].includes(error.code)) {
    return undefined;
  }
  throw error;
}
