import type { VerdictName } from './verdict';

/** The status by which a host decides: 2xx is done, 429 and 5xx are retried, everything else is final. */
export interface HostStatus {
  status: number;
  errorType: 'throttled' | 'retryable' | 'aborted' | undefined;
}

/** Statuses that hosts retry, or that mean that a route of the host itself is missing. */
const NOT_FINAL = [404, 408, 429];

/**
 * The status that makes a host act according to a verdict. Refused credentials are retried, so that no event is lost
 * until they are corrected.
 *
 * @param answered the status of the destination's response
 */
export function hostStatus(verdict: VerdictName, answered: number): HostStatus {
  switch (verdict) {
    case 'delivered': {
      // A 204 could not carry the body of the response to the host.
      const isPlain = answered >= 200 && answered < 300 && answered !== 204;
      return { status: isPlain ? answered : 200, errorType: undefined };
    }
    case 'retryable':
    case 'credentials':
      // The host would not retry a 401 or a 408.
      return answered === 429
        ? { status: 429, errorType: 'throttled' }
        : { status: answered >= 500 ? answered : 500, errorType: 'retryable' };
    case 'rejected': {
      const isFinal = answered >= 400 && answered < 500 && !NOT_FINAL.includes(answered);
      return { status: isFinal ? answered : 400, errorType: 'aborted' };
    }
  }
}
