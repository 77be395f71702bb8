/** A request without a response. */
export interface NoAnswer {
  message: string;
  /** Whether the destination may have received the request nevertheless. */
  mayHaveArrived: boolean;
  /** Whether every further attempt would fail in the same way. */
  isFinal?: boolean;
}

/** The meaning of error codes of node:net and node:dns. A request with one of these errors has not arrived. */
const unreached: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
};

const broken: Record<string, string> = {
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ETIMEDOUT: 'the connection timed out',
};

const CERTIFICATE = /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_(?:GET|VERIFY)|^ERR_SSL|^EPROTO$/;

/** Describes a failed request. Never quotes the error's own message, which may contain the request. */
export function describeFailure(error: Error): NoAnswer {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const known = unreached[code];
  if (known !== undefined) {
    return { message: `${known} (${code})`, mayHaveArrived: false };
  }
  return CERTIFICATE.test(code)
    ? { message: `the host's certificate or TLS cannot be trusted (${code})`, mayHaveArrived: false }
    : { message: `${broken[code] ?? 'the connection failed'} (${code})`, mayHaveArrived: true };
}
