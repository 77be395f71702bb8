import type { VerdictName } from './verdict';

/** What a host decides by: 2xx is done, 429 and 5xx are tried again, all else is final. */
export interface HostStatus {
  status: number;
  errorType: 'throttled' | 'retryable' | 'aborted' | undefined;
}

/** Statuses that hosts retry, or that say that a host's own route is missing. */
const NOT_FINAL = [404, 408, 429];

/**
 * The status that makes a host do what a verdict says. Refused credentials are tried again, so that no event is lost while
 * somebody corrects them.
 *
 * @param answered the status of the destination's answer
 */
export function hostStatus(verdict: VerdictName, answered: number): HostStatus {
  switch (verdict) {
    case 'delivered': {
      // A 204 could not carry the body of the answer to the host.
      const isPlain = answered >= 200 && answered < 300 && answered !== 204;
      return { status: isPlain ? answered : 200, errorType: undefined };
    }
    case 'retryable':
    case 'credentials':
      // The host would give up at a 401 or a 408.
      return answered === 429
        ? { status: 429, errorType: 'throttled' }
        : { status: answered >= 500 ? answered : 500, errorType: 'retryable' };
    case 'rejected': {
      const isFinal = answered >= 400 && answered < 500 && !NOT_FINAL.includes(answered);
      return { status: isFinal ? answered : 400, errorType: 'aborted' };
    }
  }
}
