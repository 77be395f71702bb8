import type { Destination } from '../../../runtime/destination/destination';

/** The features of a transformer, as hosts read them; every other key is a flag that is passed on. */
export interface Features {
  /** Names of destinations, upper case -> whether their events go to the router. */
  routerTransform: Record<string, boolean>;
  /** Destinations that delete users. */
  regulations: string[];
  [flag: string]: unknown;
}

/** The features of this service alone. rudder-server exits if no version of the source API is offered. */
export function ownFeatures(destinations: Iterable<Destination>): Features {
  const having = (feature: string) =>
    [...destinations].filter((destination) => destination.hasFeature(feature)).map(nameOf);
  return {
    routerTransform: Object.fromEntries(having('router').map((name) => [name, true])),
    regulations: having('userDeletion'),
    // A host that supports version 2 never uses version 1, which is not served.
    supportSourceTransformV1: false,
    supportTransformerProxyV1: true,
    upgradedToSourceTransformV2: true,
    supportDestTransformCompactedPayloadV1: true,
  };
}

/** The upstream's features, with our own features for our destinations. Flags are those of the upstream. */
export function mergeFeatures(upstream: unknown, destinations: readonly Destination[]): Features | undefined {
  if (typeof upstream !== 'object' || upstream === null || Array.isArray(upstream)) {
    return undefined;
  }
  const { routerTransform, regulations } = upstream as Partial<Record<string, unknown>>;
  const own = ownFeatures(destinations);
  const ours = new Set(destinations.map(nameOf));
  const isTheirs = (name: unknown) => !ours.has(String(name).toUpperCase());
  return {
    ...upstream,
    routerTransform: {
      ...Object.fromEntries(Object.entries(routerTransform ?? {}).filter(([name]) => isTheirs(name))),
      ...own.routerTransform,
    },
    regulations: [
      ...(Array.isArray(regulations) ? (regulations as string[]).filter(isTheirs) : []),
      ...own.regulations,
    ],
  };
}

function nameOf({ name }: Destination): string {
  return name.toUpperCase();
}
