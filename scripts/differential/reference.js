'use strict';

const jsonata = require('jsonata');

/**
 * @typedef {{ timeout?: number, stack?: number, sequence?: number }} Guards
 * @typedef {{ implementation: Function, signature: { definition: string } }} BuiltIn
 */

/** What the reference fails with, here only, where it would not end, or would show its own workings. */
const faults = { endless: 'endless', opened: 'opened' };

const formatNumberOfReference = builtIn('formatNumber');
const spreadOfReference = builtIn('spread');

/**
 * An expression as the reference evaluates it, except for its faults.
 *
 * @param {string} text
 * @param {Guards} guards
 */
function interpret(text, guards) {
  const expression = jsonata(text, guards);
  expression.registerFunction('formatNumber', formatNumber, formatNumberOfReference.signature.definition);
  expression.registerFunction('spread', spread, spreadOfReference.signature.definition);
  return expression;
}

// The reference reads the parameters of a function off its source, so that these have the same ones.

/** Multiplies or divides by ten until the number fits a picture's exponent: `false` and infinity never do. */
function formatNumber(value, picture, options) {
  const { implementation } = formatNumberOfReference;
  if (!Number.isFinite(value) && typeof picture === 'string' && picture.includes('e')) {
    const number = Number(value);
    if (number === 0 || Math.abs(number) === Infinity) {
      // A picture that is not well-formed is found out before the number is scaled.
      implementation(0, picture, options);
      throw new Error(faults.endless);
    }
  }
  return implementation(value, picture, options);
}

/** Takes a function of the language for an object, where its caller has not seen to that. */
function spread(arg) {
  const isOpened = (value) =>
    Array.isArray(value) ? value.some(isOpened) : value?._jsonata_function === true;
  if (isOpened(arg)) {
    throw new Error(faults.opened);
  }
  return spreadOfReference.implementation.call(this, arg);
}

/**
 * The hook that the reference offers to debuggers is called with the environment before anything else is done.
 *
 * @param {string} name
 * @returns {BuiltIn}
 */
function builtIn(name) {
  /** @type {BuiltIn[]} */
  const found = [];
  const expression = jsonata('0');
  expression.assign(Symbol.for('jsonata.__evaluate_entry'), (_node, _input, environment) => {
    found.push(environment.lookup(name));
  });
  void expression.evaluate(undefined);
  return found[0];
}

module.exports = { faults, interpret };
