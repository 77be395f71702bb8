import { createError } from '../../runtime/errors/destkitError';
import type { WorkKind } from './loadLimiter';
import type { Answer, Call } from './call';
import type { Context } from './context';
import { listFeatures, tellHealth, tellMetrics, tellReadiness, tellVersion } from './routes/about';
import { deleteUsers } from './routes/deleteUsers';
import { transformEvents } from './routes/processor';
import { deliverMany, deliverOne } from './routes/proxy';
import { batchEvents, routeEvents } from './routes/router';
import { readPostback, readPostbacks } from './routes/sources';

export interface Route {
  method: 'GET' | 'POST';
  /** Segments that start with a colon match any text. */
  path: string;
  /** The kind of slot that the call needs; calls about the service itself need none. */
  work?: WorkKind;
  /**
   * Where the call names its destination, which decides whether the upstream answers it. `upstream`: the upstream
   * always answers it, if there is one. Without this key, the call is about this service, which answers it.
   */
  namedIn?: 'path' | 'body' | 'upstream';
  /**
   * The feature that the destination must have, otherwise the call is not ours: sources and destinations may have the
   * same name.
   */
  feature?: string;
  handle: (call: Call, context: Context) => Promise<Answer> | Answer;
}

const source = { work: 'calls', namedIn: 'path', feature: 'postback' } as const;

export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/:version/destinations/:name',
    work: 'calls',
    namedIn: 'path',
    handle: transformEvents,
  },
  { method: 'POST', path: '/routerTransform', work: 'calls', namedIn: 'body', handle: routeEvents },
  { method: 'POST', path: '/batch', work: 'calls', namedIn: 'body', handle: batchEvents },
  {
    method: 'POST',
    path: '/v0/destinations/:name/proxy',
    work: 'deliveries',
    namedIn: 'path',
    handle: deliverOne,
  },
  {
    method: 'POST',
    path: '/v1/destinations/:name/proxy',
    work: 'deliveries',
    namedIn: 'path',
    handle: deliverMany,
  },
  { method: 'POST', path: '/deleteUsers', work: 'deliveries', namedIn: 'body', handle: deleteUsers },
  { method: 'POST', path: '/v2/sources/:name', handle: readPostbacks, ...source },
  { method: 'POST', path: '/v0/sources/:name', handle: readPostback, ...source },
  { method: 'GET', path: '/v0/sources/:name', handle: readPostback, ...source },
  { method: 'GET', path: '/features', handle: listFeatures },
  { method: 'GET', path: '/health', handle: tellHealth },
  { method: 'GET', path: '/ready', handle: tellReadiness },
  { method: 'GET', path: '/version', namedIn: 'upstream', handle: tellVersion },
  { method: 'GET', path: '/buildVersion', namedIn: 'upstream', handle: tellVersion },
  { method: 'GET', path: '/metrics', handle: tellMetrics },
];

const table = routes.map((route) => ({ route, segments: route.path.split('/') }));

export interface FoundRoute {
  route: Route;
  params: Record<string, string>;
}

/** Finds the route of a call and the values of its named segments. @throws CALL_UNKNOWN, CALL_METHOD_UNKNOWN */
export function findRoute(method: string | undefined, path: string): FoundRoute {
  const given = path.split('/');
  const found = table.filter(({ segments }) => matches(segments, given));
  const wanted = method === 'HEAD' ? 'GET' : method;
  const chosen = found.find(({ route }) => route.method === wanted);
  if (!chosen) {
    throw found.length === 0
      ? createError('CALL_UNKNOWN', {})
      : createError('CALL_METHOD_UNKNOWN', { known: found.map(({ route }) => route.method).join(' and ') });
  }
  const params: Record<string, string> = {};
  chosen.segments.forEach((segment, index) => {
    if (segment.startsWith(':')) {
      params[segment.slice(1)] = decode(given[index] ?? '');
    }
  });
  return { route: chosen.route, params };
}

function matches(segments: readonly string[], given: readonly string[]): boolean {
  return (
    segments.length === given.length &&
    segments.every(
      (segment, index) => segment === given[index] || (segment.startsWith(':') && given[index] !== ''),
    )
  );
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
