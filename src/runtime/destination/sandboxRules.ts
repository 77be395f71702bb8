import type { Where } from '../errors/destkitError';
import { formatFinding } from '../schema/findings';
import type { Validator } from '../schema/validating';
import type { SandboxManifest } from './manifest';
import { readManifestCondition, readManifestExpression } from './manifestExpression';

const KEYS_OF_A_REQUEST = 100;
const PROBLEMS_OF_A_REQUEST = 10;

/** A received request, as workflows see it. `body`: the parsed JSON; undefined if the text is not JSON. */
export interface ReceivedRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  /** The headers by lower-case name. */
  headers: Record<string, string>;
  rawBody: string;
  body?: unknown;
}

/** The manifest's `sandbox`, ready for received requests. */
export interface SandboxRules {
  /**
   * The problems of a request's body; empty if one of the schemas that apply to it accepts it, or if none applies.
   */
  check(request: ReceivedRequest): Promise<string[]>;
  /** The keys of stored data that can affect the response; for a request whose body is valid. */
  keys(request: ReceivedRequest): Promise<string[]>;
  /** The body of a response that reports failure with status 200. */
  failureBody: object;
}

/** Evaluated on first use: few commands start a sandbox. */
type Lazily<T> = () => T;

interface Rule {
  applies: (input: unknown) => Promise<boolean>;
  validator: Lazily<Validator>;
}

/**
 * @param readSchema reads a schema file that the manifest names, and returns a function that creates its validator
 * @param where finds a place below `sandbox` in the manifest
 * @throws EXPRESSION_SYNTAX
 */
export async function readSandboxRules(
  { schemas = [], memoryKeys, failureBody }: SandboxManifest,
  readSchema: (file: string, index: number) => Promise<Lazily<Validator>>,
  where: (path: (string | number)[]) => Where,
): Promise<SandboxRules> {
  const rules = await Promise.all(
    schemas.map(async ({ schema, when }, index): Promise<Rule> => {
      const applies = readManifestCondition(when, () => where(['schemas', index, 'when']));
      return { applies, validator: await readSchema(schema, index) };
    }),
  );
  const keys = readManifestExpression(memoryKeys, () => where(['memoryKeys']));
  return {
    check: (request) => check(rules, request),
    async keys(request) {
      const found = await keys?.().evaluate({ request });
      const texts = [found].flat().filter((key): key is string => typeof key === 'string');
      return [...new Set(texts)].slice(0, KEYS_OF_A_REQUEST);
    },
    failureBody: failureBody ?? { error: 'a failure on demand' },
  };
}

/** If several schemas apply to a request, the problems of the schema with the closest match. */
async function check(rules: readonly Rule[], request: ReceivedRequest): Promise<string[]> {
  if (request.body === undefined) {
    return ['the body is not JSON'];
  }
  const refusing: Validator[] = [];
  for (const { applies, validator } of rules) {
    if (await applies({ request })) {
      if (validator().accepts(request.body)) {
        return [];
      }
      refusing.push(validator());
    }
  }
  const findings = refusing.map((each) => each.check(request.body));
  const [closest = []] = findings.sort((one, other) => one.length - other.length);
  return closest.slice(0, PROBLEMS_OF_A_REQUEST).map((finding) => formatFinding(finding, 'body'));
}
