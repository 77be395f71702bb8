import type { HttpResponse } from './send';

/** The meaning of a response. Only `retryable` is retried; `credentials` stops the run. */
export const verdictNames = ['delivered', 'rejected', 'retryable', 'credentials'] as const;
export type VerdictName = (typeof verdictNames)[number];

export interface Verdict {
  verdict: VerdictName;
  message: string;
  /** The time that the destination asks to wait: seconds, or an HTTP date. */
  retryAfter?: string | undefined;
}

/** Returns the verdict on a response. The endpoint is the one that the destination's mapping wrote. */
export type Judge = (endpoint: string, response: HttpResponse) => Promise<Verdict> | Verdict;

/** The verdict by status, for a destination without its own. */
export function judgeByStatus(_endpoint: string, { status, headers }: HttpResponse): Verdict {
  const message = `HTTP ${String(status)}`;
  if (status >= 200 && status < 300) {
    return { verdict: 'delivered', message };
  }
  if (status === 401 || status === 403) {
    return { verdict: 'credentials', message: `the credentials were refused (${message})` };
  }
  return status === 408 || status === 429 || status >= 500
    ? { verdict: 'retryable', message, retryAfter: headers['retry-after'] }
    : { verdict: 'rejected', message };
}

/** The verdict if the judge returns none: the response does not refuse the request. */
export function noVerdict({ status }: Pick<HttpResponse, 'status'>): Verdict {
  return {
    verdict: 'retryable',
    message: `the destination has no verdict on this answer (HTTP ${String(status)})`,
  };
}

export function isVerdict(value: unknown): value is Verdict {
  const { verdict, message } = (value ?? {}) as Partial<Record<keyof Verdict, unknown>>;
  return verdictNames.some((name) => name === verdict) && typeof message === 'string';
}
