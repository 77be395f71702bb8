/** All functions that generated code can call. */
export { isObject } from '../../isObject';
export { Failed } from './failed';
export { focus, millis } from './focus';
export { callBuiltIn, builtInValue, call, hole, implementationOf, lambda } from './functions';
export { applyTo, noFunction, parseSignature, partial, tailCall } from './functions';
export { checkKey, group, groupedContext } from './grouping';
export { toPlain as own } from '../plain';
export { regex } from './matching';
export { add, subtract, multiply, divide, remainder, negate } from './operators';
export {
  equals,
  differs,
  isLess,
  isAtMost,
  isMore,
  isAtLeast,
  includes,
  range,
  toBoolean,
  toText,
} from './operators';
export { descendants, filterBy, lastValue, lookup, lookupAll, path, wildcard } from './paths';
export { addItems, clean, contextOf, markConstructed, sequencesMade, unwrap } from './sequence';
export { boundedText, enter, leave } from './guard';
export { areObjects, keysOf, mergeObjects, setOwn, toMap, typeOf } from './objects';
export { transform } from './transforming';
