import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { createError, DestkitError } from '../errors/destkitError';
import { Admission } from './admission';
import { ClientGone, parseBody, readText, Room } from './body';
import { plainAnswer, type Answer } from './call';
import type { Context } from './context';
import { kindOf, type Log } from './log';
import { respond } from './respond';
import { findRoute, type Route } from './routing';
import { readTraceContext, traceIdOf, type TraceContext } from './traceContext';

export interface DeskOptions {
  context: Context;
  admission: Admission;
  log: Log;
  /** Bytes of one body, before and after inflation. */
  bodyLimit: number;
  /** Whether answers are compressed for clients that take that. */
  compresses: boolean;
}

/** Takes calls one by one: finds the route, reads the body, has it handled, answers, counts. */
export class Desk {
  constructor(private readonly options: DeskOptions) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const trace = readTraceContext(request.headers);
    const found: { route?: Route } = {};
    response.on('error', () => undefined);
    let answer: Answer;
    try {
      answer = await this.answer(request, trace, found);
    } catch (error) {
      if (error instanceof ClientGone) {
        return;
      }
      answer = this.refuse(error, found.route);
    }
    if (!this.options.context.isReady()) {
      answer.headers = { ...answer.headers, Connection: 'close' };
    }
    if (trace) {
      answer.headers = { ...answer.headers, ...trace };
    }
    await respond(request, response, answer, this.options.compresses);
    this.note(found.route?.path ?? 'none', answer.status, performance.now() - started, trace);
  }

  private async answer(
    request: IncomingMessage,
    trace: TraceContext | undefined,
    found: { route?: Route },
  ): Promise<Answer> {
    const { admission, bodyLimit, context } = this.options;
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
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
    // Before the body is read, and again once it is there: reading takes room for bytes only.
    admission.check(route.work);
    const room = new Room(admission);
    try {
      const text = await readText(request, bodyLimit, room);
      admission.enter(route.work);
      try {
        call.body = parseBody(text);
        return await route.handle(call, context);
      } finally {
        admission.leave(route.work);
      }
    } finally {
      room.leave();
    }
  }

  /** The answer to a call that fails as a whole. */
  private refuse(thrown: unknown, route: Route | undefined): Answer {
    const { context, log } = this.options;
    const tooDeep = thrown instanceof RangeError && thrown.message.includes('call stack');
    const known = thrown instanceof DestkitError || tooDeep;
    const error =
      thrown instanceof DestkitError ? thrown : createError(tooDeep ? 'EVENT_TOO_DEEP' : 'CALL_FAILED', {});
    if (!known) {
      log('error', 'a call failed', { route: route?.path ?? 'none', kind: kindOf(thrown) });
    }
    const { code, status, message } = error;
    const headers: Record<string, string> = { 'X-Destkit-Error': code };
    if (code === 'CALL_DESTINATION_UNKNOWN') {
      return plainAnswer(status, { error: message }, headers);
    }
    if (code === 'CALL_OVERLOADED') {
      headers['X-Rudder-Should-Retry'] = 'true';
      headers['Retry-After'] = '1';
      context.metrics.count('destkit_calls_refused_total');
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
