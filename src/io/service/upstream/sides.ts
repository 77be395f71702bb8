import type { Destination } from '../../../runtime/destination/destination';
import { DestkitError } from '../../../runtime/errors/destkitError';
import { findRoute, type FoundRoute, type Route } from '../routing';

/** Who answers a call: this service, the upstream, or the one that the body determines. */
export type Side = 'here' | 'upstream' | 'body';

type Destinations = ReadonlyMap<string, Destination>;

/** Who answers a call if there is an upstream, as far as the path determines it. */
export function sideOf(method: string | undefined, path: string, destinations: Destinations): Side {
  const found = tryRoute(method, path);
  if (!found) {
    return 'upstream';
  }
  const { route, params } = found;
  switch (route.namedIn) {
    case 'path':
      return isOurs(route, params.name, destinations) ? 'here' : 'upstream';
    case undefined:
      return 'here';
    default:
      return route.namedIn;
  }
}

/**
 * Whether a body names one of our destinations: `destType` of the body, or of its first item. One side answers the
 * whole call, whatever else the body contains.
 */
export function bodyIsOurs(body: unknown, route: Route, destinations: Destinations): boolean {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  const { destType } = (first ?? {}) as { destType?: unknown };
  return isOurs(route, destType, destinations);
}

function isOurs({ feature }: Route, name: unknown, destinations: Destinations): boolean {
  const destination = typeof name === 'string' ? destinations.get(name.toLowerCase()) : undefined;
  return destination !== undefined && (feature === undefined || destination.hasFeature(feature));
}

function tryRoute(method: string | undefined, path: string): FoundRoute | undefined {
  try {
    return findRoute(method, path);
  } catch (error) {
    if (error instanceof DestkitError) {
      return undefined;
    }
    throw error;
  }
}
