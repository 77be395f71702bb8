import type { OutgoingRequest } from '../../../src/io/delivery/request';

/** A request like the ones that workflows make. */
export function request(overrides: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return {
    method: 'POST',
    endpoint: 'https://api.example/track',
    headers: {},
    params: {},
    body: { JSON: { name: 'Purchase' }, JSON_ARRAY: {}, XML: {}, FORM: {} },
    ...overrides,
  };
}
