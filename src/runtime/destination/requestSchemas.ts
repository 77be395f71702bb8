import type { Where } from '../errors/destkitError';
import { formatFinding } from '../schema/findings';
import type { Validator } from '../schema/validating';
import { readManifestCondition } from './manifestExpression';
import type { Envelope } from './outcome';

/** What is wrong with a request's body; undefined when this schema is not for it. `outputs`: what the steps gave. */
export type CheckRequest = (
  request: Envelope,
  outputs: Record<string, unknown>,
) => Promise<string[] | undefined>;

/**
 * A request schema and the expression that says which requests it is for (all, when there is none).
 *
 * @param open  gives the schema's validator
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
    // Not before: requests are checked only when that is asked for.
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
