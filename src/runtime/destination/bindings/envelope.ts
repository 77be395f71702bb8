import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Outcomes',
  signature: '{endpoint, body: {JSON | JSON_ARRAY}, userId?, method?, headers?, params?}',
  description:
    'the REST envelope that hosts send. The method is POST and the other parts are empty by default; `userId` is left out when it is missing',
  examples: [
    {
      expression:
        '$envelope({"endpoint": "https://api.example.com/", "body": {"JSON": {"a": 1}}}).[method, body.JSON]',
      gives: ['POST', { a: 1 }],
    },
  ],
};

/** The parts of the envelope that a workflow defines; the rest is the same for all requests. */
interface RequestParts {
  endpoint: unknown;
  method?: unknown;
  headers?: unknown;
  params?: unknown;
  body?: { JSON?: unknown; JSON_ARRAY?: unknown; XML?: unknown; FORM?: unknown };
  userId?: unknown;
}

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

export const binding: Binding = {
  run: envelope,
  gives: 'object',
  always: true,
  keepsOwnership: true,
  shape: 'unknown',
};
