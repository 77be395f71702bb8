/** A request in the terms of rudder-server: fields that it does not know get lost in it. */
export interface RequestShape {
  type: string;
  endpoint: string;
  method: string;
  userId: string;
  headers: Record<string, string>;
  params: Record<string, unknown>;
  body: Record<string, unknown>;
  files: Record<string, unknown>;
}

/** Reads one request, or a list of them where the router transforms. @throws when it is neither */
export function readRequests(given: unknown, transformAt: 'processor' | 'router'): RequestShape[] {
  if (Array.isArray(given)) {
    if (transformAt === 'processor') {
      throw new TypeError('a list of requests, though the processor transforms');
    }
    return given.map(readRequest);
  }
  return [readRequest(given)];
}

function readRequest(given: unknown): RequestShape {
  const { type, endpoint, method, userId, headers, params, body, files } = fields(given);
  return {
    type: readText(type),
    endpoint: readText(endpoint),
    method: readText(method),
    userId: readText(userId),
    headers: Object.fromEntries(
      Object.entries(fields(headers)).map(([name, value]) => [name, readText(value)]),
    ),
    params: fields(params),
    body: fields(body),
    files: fields(files),
  };
}

/** Go refuses a number where it wants a string. */
function readText(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  if (typeof value !== 'string') {
    throw new TypeError('not a string where one must be');
  }
  return value;
}

export function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
