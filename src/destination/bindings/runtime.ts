import type { ConfigChecker } from '../configChecker';
import { envelope } from './envelope';
import { hashFunctions, type Hashes } from './hashes';
import { take, valueAt, withNumbers } from './objects';
import { ensure, failure, filterOut } from './outcomes';
import { phpJson } from './phpJson';
import { firstMatching, fits, hasFormat, json, parseJson } from './texts';
import { epochMillis, epochSeconds } from './time';
import { caseless, first, isScalar, numeric, object, text, truthy } from './values';

/** The functions that are the same for every destination. */
const functions = {
  caseless,
  ensure,
  envelope,
  epochMillis,
  epochSeconds,
  failure,
  filterOut,
  first,
  firstMatching,
  fits,
  hasFormat,
  isScalar,
  json,
  numeric,
  object,
  parseJson,
  phpJson,
  take,
  text,
  truthy,
  valueAt,
  withNumbers,
};

/** All names that `path: ./runtime` binds. */
export const runtimeNames = [
  ...Object.keys(functions),
  'hmacSha256',
  'sha1',
  'sha256',
  'validateConfig',
  'compiledExecutor',
];

/**
 * What `./runtime` gives to a workflow: the functions that JSONata lacks. They know no destination, and none of
 * their names is one of JSONata's own. docs/bindings.md describes them.
 */
export function createRuntime(config: ConfigChecker, hashes: Hashes): Record<string, unknown> {
  return {
    ...functions,
    ...hashFunctions(hashes),
    /** Rejects the event when its connection's settings do not match the config schema. */
    validateConfig: (value: unknown): true => config.ensureValid(value),
  };
}
