import type { Where } from '../errors/destkitError';
import { formatFinding } from '../schema/findings';
import type { Validator } from '../schema/validating';
import { readManifestCondition } from './manifestExpression';
import type { Envelope } from './outcome';

/**
 * The problem of a request's body; undefined if this schema does not apply to it. `outputs`: the outputs of the
 * steps.
 */
export type CheckRequest = (
  request: Envelope,
  outputs: Record<string, unknown>,
) => Promise<string[] | undefined>;

/**
 * A request schema, and the expression that selects its requests (without one, all requests).
 *
 * @param open returns the schema's validator
 * @param where finds the expression in the manifest
 * @throws EXPRESSION_SYNTAX
 */
export function compileRequestSchema(
  open: () => Validator,
  when: string | undefined,
  where: () => Where,
): CheckRequest {
  const applies = readManifestCondition(when, where);
  return async (request, outputs) => {
    const body = requestBody(request);
    if (!(await applies({ request, body, outputs }))) {
      return undefined;
    }
    // Opened here, because requests are checked only on demand.
    return open()
      .check(body)
      .map((finding) => formatFinding(finding, 'body'));
  };
}

/** The body that goes over the wire: `JSON_ARRAY.batch` holds a signed request's exact text. */
export function requestBody(request: Envelope): unknown {
  const batch = (request.body.JSON_ARRAY as { batch?: unknown }).batch;
  return typeof batch === 'string' ? JSON.parse(batch) : request.body.JSON;
}
