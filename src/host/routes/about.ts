import { plainAnswer, textAnswer, type Answer, type Call } from '../call';
import type { Context } from '../context';
import { EXPOSITION_TYPE, renderMetrics } from '../metrics/exposition';

/** `GET /features`: what a host may ask of this service. Hosts read JSON here, though the type says text. */
export function listFeatures(_call: Call, { destinations }: Context): Answer {
  const having = (feature: string) =>
    [...destinations.values()]
      .filter((destination) => destination.hasFeature(feature))
      .map(({ name }) => name.toUpperCase());
  const features = {
    routerTransform: Object.fromEntries(having('router').map((name) => [name, true])),
    regulations: having('userDeletion'),
    // Postbacks come in on /v0/sources alone.
    supportSourceTransformV1: false,
    supportTransformerProxyV1: true,
    upgradedToSourceTransformV2: false,
    supportDestTransformCompactedPayloadV1: true,
  };
  return textAnswer(200, JSON.stringify(features));
}

/** `GET /health`: the process is alive. */
export function tellHealth(_call: Call, { version }: Context): Answer {
  return plainAnswer(200, { service: 'UP', version });
}

/** `GET /ready`: new calls are welcome. */
export function tellReadiness(_call: Call, { isReady }: Context): Answer {
  return isReady() ? plainAnswer(200, { ready: true }) : plainAnswer(503, { ready: false });
}

/** `GET /version` and `GET /buildVersion` */
export function tellVersion(_call: Call, { version }: Context): Answer {
  return textAnswer(200, version);
}

/** `GET /metrics`, for Prometheus */
export async function tellMetrics(_call: Call, { collect }: Context): Promise<Answer> {
  return textAnswer(200, renderMetrics(await collect()), EXPOSITION_TYPE);
}
