/** What a workflow says of a request; the rest of the envelope is the same for all. */
interface RequestParts {
  endpoint: unknown;
  method?: unknown;
  headers?: unknown;
  params?: unknown;
  body?: { JSON?: unknown; JSON_ARRAY?: unknown; XML?: unknown; FORM?: unknown };
  userId?: unknown;
}

/**
 * RudderStack's REST envelope around a request: `$envelope({endpoint, body: {JSON}, userId?, headers?, params?,
 * method?})`. POST and empty parts unless said otherwise; userId is left out when it is missing.
 */
export function envelope(parts: RequestParts): Record<string, unknown> {
  const body = parts.body ?? {};
  const result: Record<string, unknown> = {
    version: '1',
    type: 'REST',
    method: parts.method ?? 'POST',
    endpoint: parts.endpoint,
    headers: parts.headers ?? {},
    params: parts.params ?? {},
    body: {
      JSON: body.JSON ?? {},
      JSON_ARRAY: body.JSON_ARRAY ?? {},
      XML: body.XML ?? {},
      FORM: body.FORM ?? {},
    },
    files: {},
  };
  if (parts.userId !== undefined) {
    result.userId = parts.userId;
  }
  return result;
}
