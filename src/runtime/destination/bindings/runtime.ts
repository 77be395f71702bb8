import { describe } from '../../jsonata/hostFunction';
import type { Validator } from '../../schema/validating';
import { ConfigChecker } from '../configChecker';
import { hasAddress, publicAddress } from './addresses';
import { amount, decimalProduct, decimalSum, firstFilled, inexactKeys, shapeOf } from './amounts';
import { envelope } from './envelope';
import { hashFunctions, type Hashes } from './hashes';
import { omit, take, valueAt, withDefaults, withNumbers } from './objects';
import { ensure, failure, filterOut } from './outcomes';
import { phpJson } from './phpJson';
import { firstMatching, fits, hasFormat, json, parseJson, wellFormed } from './texts';
import { epochMillis, epochSeconds } from './time';
import './traits';
import { caseless, first, isEmpty, isScalar, numeric, object, text, truthy } from './values';

/** The functions that are the same for every destination. */
const functions = {
  amount,
  caseless,
  decimalProduct,
  decimalSum,
  ensure,
  envelope,
  epochMillis,
  epochSeconds,
  failure,
  filterOut,
  first,
  firstFilled,
  firstMatching,
  fits,
  hasAddress,
  hasFormat,
  inexactKeys,
  isEmpty,
  isScalar,
  json,
  numeric,
  object,
  omit,
  parseJson,
  phpJson,
  publicAddress,
  shapeOf,
  take,
  text,
  truthy,
  valueAt,
  wellFormed,
  withDefaults,
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
    /** Gives the connection's settings; rejects the event when they do not match the config schema. */
    validateConfig: describe((value: unknown) => config.ensureValid(value), {
      gives: 'object',
      always: true,
    }),
  };
}

/** What the workflows of a destination share. */
export interface Surroundings {
  hashes: Hashes;
  config: ConfigChecker;
  runtime: Record<string, unknown>;
}

const known = new WeakMap<Validator, Surroundings>();

/** The same for the same config schema: what was compiled for a runtime can be used for as long as it is the same one. */
export function surroundingsFor(schema: Validator, hashes: Hashes): Surroundings {
  const found = known.get(schema);
  if (found?.hashes === hashes) {
    return found;
  }
  const config = new ConfigChecker(schema, hashes);
  const made = { hashes, config, runtime: createRuntime(config, hashes) };
  known.set(schema, made);
  return made;
}
