import { plainAnswer, textAnswer, type Answer, type Call } from '../call';
import type { Context } from '../context';
import { EXPOSITION_TYPE, renderMetrics } from '../metrics/exposition';
import { mergeFeatures, ownFeatures, type Features } from '../upstream/features';

/**
 * `GET /features`: what a host may ask of this service. Hosts read JSON here, though the type says text. With an upstream
 * it is what both offer; while the upstream is away, what both offered last, and ours alone before it was ever there: after an
 * error a host goes on with defaults of its own, which do not know our destinations.
 */
export async function listFeatures(_call: Call, context: Context): Promise<Answer> {
  return textAnswer(200, JSON.stringify(await findFeatures(context)));
}

async function findFeatures(context: Context): Promise<Features> {
  const destinations = [...context.destinations.values()];
  const merged = context.upstream && mergeFeatures(await context.upstream.ask('/features'), destinations);
  if (merged) {
    context.lastFeatures = merged;
  }
  return context.lastFeatures ?? ownFeatures(destinations);
}

/** `GET /health`: the process is alive. */
export function tellHealth(_call: Call, { version }: Context): Answer {
  return plainAnswer(200, { service: 'UP', version });
}

/** `GET /ready`: new calls are welcome. An upstream that is away is named, and takes nothing from our own half. */
export async function tellReadiness(_call: Call, { isReady, upstream }: Context): Promise<Answer> {
  const other = upstream ? { upstream: (await upstream.isUp()) ? 'up' : 'away' } : {};
  return isReady()
    ? plainAnswer(200, { ready: true, ...other })
    : plainAnswer(503, { ready: false, ...other });
}

/** `GET /version` and `GET /buildVersion` */
export function tellVersion(_call: Call, { version }: Context): Answer {
  return textAnswer(200, version);
}

/** `GET /metrics`, for Prometheus */
export async function tellMetrics(_call: Call, { collect }: Context): Promise<Answer> {
  return textAnswer(200, renderMetrics(await collect()), EXPOSITION_TYPE);
}
