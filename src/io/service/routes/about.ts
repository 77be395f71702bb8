import { plainAnswer, textAnswer, type Answer, type Call } from '../call';
import type { Context } from '../context';
import { EXPOSITION_TYPE, renderMetrics } from '../metrics/exposition';
import { mergeFeatures, ownFeatures, type Features } from '../upstream/features';

/**
 * `GET /features`: the features of this service. Hosts parse the response as JSON, although its type is text. With an
 * upstream, the response contains the features of both. If the upstream is unavailable, it contains the last known
 * features of both, or only our own if the upstream has never answered. An error would make a host use its own
 * defaults, which do not contain our destinations.
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

/** `GET /health`: the process is running. */
export function tellHealth(_call: Call, { version }: Context): Answer {
  return plainAnswer(200, { service: 'UP', version });
}

/** `GET /ready`: the service accepts calls. An unavailable upstream is reported, but does not change the status. */
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
