import { DestkitError } from '../../runtime/errors/destkitError';
import { redact, secretValues } from './redact';
import type { OutgoingRequest } from './request';
import type { Router } from './route';
import type { Sender } from './send';
import { askJudge } from './judge';
import type { Judge, VerdictName } from './verdict';
import { parseRetryAfter } from './backoff';
import { toWire, type WireRequest } from './wire';

/** The result of one attempt to send a request. Its strings never contain a secret. */
export interface Attempt {
  verdict: VerdictName;
  /** A code of the catalogue, or `DESTINATION` for a response of the destination. */
  code: string;
  message: string;
  /** The time in milliseconds that the destination asks to wait. */
  retryAfter: number | undefined;
  /** The destination is overloaded in general: HTTP 429. */
  isThrottled: boolean;
  /** There was no response, or none that shows whether the request arrived; it may have arrived. */
  mayHaveArrived: boolean;
  /** From the start of the request to the end of its response; undefined without a response. */
  milliseconds: number | undefined;
}

export interface AttemptSenderOptions {
  router: Router;
  sender: Pick<Sender, 'send'>;
  judge: Judge;
  /** Header names in lower case. */
  secretHeaders: ReadonlySet<string>;
}

const blank = { retryAfter: undefined, isThrottled: false, mayHaveArrived: false, milliseconds: undefined };
const ANSWERED = 'DESTINATION';

/** Sends a request once, without retries, and derives the verdict from the response. */
export class AttemptSender {
  constructor(private readonly options: AttemptSenderOptions) {}

  /** Never rejects. */
  async attempt(request: OutgoingRequest, secrets: readonly string[]): Promise<Attempt> {
    let wire: WireRequest;
    try {
      wire = toWire(request, this.options.router);
    } catch (error) {
      return this.refuse(error);
    }
    const started = performance.now();
    const answer = await this.options.sender.send(wire);
    if (!('status' in answer)) {
      const { message, mayHaveArrived, isFinal } = answer;
      const verdict = isFinal ? 'rejected' : 'retryable';
      return { ...blank, verdict, code: 'NO_ANSWER', message, mayHaveArrived };
    }
    const milliseconds = performance.now() - started;
    const { verdict, message, retryAfter } = await askJudge(this.options.judge, request.endpoint, answer);
    const hidden = message === '' ? secrets : [...secrets, ...this.headerSecrets(request)];
    return {
      verdict,
      code: ANSWERED,
      message: verdict === 'delivered' ? message : redact(message, hidden),
      retryAfter: retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, Date.now()),
      isThrottled: answer.status === 429,
      // It is unknown whether a request arrived if its 2xx response counts as neither success nor failure.
      mayHaveArrived: verdict === 'retryable' && answer.status >= 200 && answer.status < 300,
      milliseconds,
    };
  }

  /** A request that can never be sent is rejected permanently. */
  private refuse(error: unknown): Attempt {
    if (!(error instanceof DestkitError)) {
      throw error;
    }
    return { ...blank, verdict: 'rejected', code: error.code, message: error.message };
  }

  private headerSecrets(request: OutgoingRequest): string[] {
    return secretValues(request.headers, this.options.secretHeaders);
  }
}
