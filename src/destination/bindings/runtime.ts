import type { ConfigChecker } from '../configChecker';
import { envelope } from './envelope';
import { hashFunctions, type Hashes } from './hashes';
import { fields, take, valueAt, withDefaults, withNumbers } from './objects';
import { ensure, failure, filterOut } from './outcomes';
import { phpJson } from './phpJson';
import { firstMatching, fits, hasFormat, json, parseJson, wellFormed } from './texts';
import { epochMillis, epochSeconds } from './time';
import { caseless, first, isEmpty, isScalar, numeric, object, text, truthy } from './values';

/** The functions that never give an array, which spares the compiled code a question after each call. */
const single = {
  caseless,
  ensure,
  envelope,
  epochMillis,
  epochSeconds,
  fields,
  filterOut,
  firstMatching,
  fits,
  hasFormat,
  isEmpty,
  isScalar,
  json,
  numeric,
  object,
  phpJson,
  take,
  text,
  truthy,
  wellFormed,
  withDefaults,
};
/** Those that always give a plain object. */
for (const each of [envelope, fields, take, withDefaults]) {
  Object.assign(each, { givesObject: true });
}
for (const each of Object.values(single)) {
  Object.assign(each, { givesSingle: true });
}

/** The functions that are the same for every destination. */
const functions = { ...single, failure, first, parseJson, valueAt, withNumbers };

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
    /** Gives the connection's settings; rejects the event when they do not match the config schema. */
    validateConfig: Object.assign((value: unknown) => config.ensureValid(value), { givesObject: true }),
  };
}
