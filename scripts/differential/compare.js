'use strict';

const jsonata = require('jsonata');
const { faults, interpret } = require('./reference');

/**
 * @typedef {{ text: string, input: unknown, bindings?: Record<string, unknown> | undefined }} Case
 * @typedef {{ timeout?: number, stack?: number, sequence?: number }} Guards
 * @typedef {(text: string, guards: Guards) => {
 *   evaluate: (input: unknown, bindings?: Record<string, unknown>) => unknown
 * }} Compile
 * @typedef {{ result?: string, code?: string, position?: number, token?: unknown, crash?: string, untextual?: boolean }} Outcome
 * @typedef {'same' | 'different' | 'undecided' | 'crashed' | 'changed' | 'raced' | 'lost' | 'endless' | 'opened' | 'wrapped' | 'coerced' | 'shown' | 'deferred'} Verdict
 */

/**
 * Keeps generated programs finite. No limit for sequences: the reference gives each of them a `push` of its own then,
 * which `*` over a sequence takes for an item.
 */
const finite = { timeout: 500, stack: 200 };

/** Limits that the two sides reach at different times. */
const limitCodes = new Set(['D1011', 'D1012', 'U1001']);

/**
 * Evaluates a case on both sides.
 *
 * - `undecided`: one of them ran into a limit.
 * - `crashed`: the reference failed with an error of JavaScript, not of the language (`null(1)` sets a property of
 *   null), which no expression can rely on.
 * - `changed`: the reference changed its input (`[]{...}` adds an item to the array, `a()` a token to the object), which
 *   then shows in the rest of the expression. What it changed may be a copy that a transform has made: its result then
 *   has an array of nothing where the compiled one has an empty array.
 * - `raced`: both failed, but with different errors of one array or object constructor: the reference evaluates its
 *   items concurrently, and reports the error that is the least deep.
 * - `lost`: the reference's parser copies the left side of `?:` and `??` through JSON, which loses a regex in it. What
 *   is left in its place matches at the same position indefinitely, so such a case must not even be evaluated.
 * - `endless`: the reference scales a number to the exponent of `$formatNumber`'s picture until it fits, which what only
 *   counts as zero (`false`, unchecked in a function applied in part) and infinity never do.
 * - `opened`: `$spread` of the reference takes a built-in function for an object where it comes out of an array or the
 *   context, and gives the fields that the reference keeps in it.
 * - `wrapped`: the reference wraps a function that is an argument into one of its own with the parameters `...params`, and
 *   fails to parse those when it is applied in part. Nothing else fails with a syntax error once the text has parsed.
 * - `coerced`: a function of URLs applied in part took an object for a text unchecked; the objects that the reference
 *   makes have no prototype, so that they cannot be turned into one, which it reports as a malformed URL. An object of
 *   the input has a prototype, and is `[object Object]` there; so is every object here, whatever then becomes of it.
 * - `shown`: a function stands where a regex looks for a text, and the reference has wrapped it into one of its own, whose
 *   source it then searches.
 * - `deferred`: in a function whose tail is `(f())[...]`, the reference filters (or groups) the call before it makes it.
 *   Built-in functions are called at once here, so that the filter sees their result.
 *
 * @param {Compile} compile
 * @param {Case} example
 * @param {Guards} [guards]
 * @returns {Promise<{ verdict: Verdict, reference: Outcome, compiled: Outcome, samePlace: boolean }>}
 */
async function compare(compile, { text, input, bindings }, guards = finite) {
  if (isLost(text)) {
    return { verdict: 'lost', reference: {}, compiled: {}, samePlace: true };
  }
  const forReference = copy(input);
  const reference = await outcomeOf(() => interpret(text, guards).evaluate(forReference, copyAll(bindings)));
  const frozen = deepFreeze(copy(input));
  const compiled = await outcomeOf(() => compile(text, guards).evaluate(frozen, copyAll(bindings)));
  const verdict = judge(text, reference, compiled, () => show(forReference) !== show(input));
  const samePlace =
    isMissing(reference.position, compiled.position) ||
    (reference.position === compiled.position &&
      (isMissing(reference.token, compiled.token) || reference.token === compiled.token));
  return { verdict, reference, compiled, samePlace: verdict !== 'same' || samePlace };
}

/** @param {string} text */
function isLost(text) {
  try {
    const isEmpty = ({ type, value }) => type === 'regex' && value?.source === undefined;
    return hasNode(jsonata(text).ast(), isEmpty);
  } catch {
    // A syntax error is for both sides to report.
    return false;
  }
}

/** @param {string} text */
function parses(text) {
  try {
    jsonata(text);
    return true;
  } catch {
    return false;
  }
}

/** `$filter(f, /a/)`: a regex as the function that a built-in calls for each item. */
function isRegexOverFunctions({ type, arguments: args }) {
  return type === 'function' && args?.length === 2 && args[1].type === 'regex';
}

/**
 * @param {string} text
 * @param {Outcome} reference
 * @param {Outcome} compiled
 * @param {() => boolean} wasChanged
 * @returns {Verdict}
 */
function judge(text, reference, compiled, wasChanged) {
  const outcomes = [reference, compiled];
  if (outcomes.some(({ code, crash }) => limitCodes.has(code ?? '') || /call stack/.test(crash ?? ''))) {
    return 'undecided';
  }
  if (reference.crash === faults.endless || reference.crash === faults.opened) {
    return reference.crash;
  }
  if (reference.result === compiled.result && reference.code === compiled.code && !compiled.crash) {
    return reference.crash === undefined ? 'same' : 'crashed';
  }
  if (reference.crash !== undefined) {
    return 'crashed';
  }
  const changedCopy = reference.result?.replaceAll('[nothing]', '[]');
  if (wasChanged() || (changedCopy !== undefined && changedCopy === compiled.result)) {
    return 'changed';
  }
  if (reference.code === 'S0202' && reference.token === '..' && parses(text)) {
    return 'wrapped';
  }
  if (reference.code === 'D3140' && reference.untextual) {
    return 'coerced';
  }
  if (hasNode(jsonata(text).ast(), isRegexOverFunctions)) {
    return 'shown';
  }
  if (hasNode(jsonata(text).ast(), isFilteredTail)) {
    return 'deferred';
  }
  const bothFailed = reference.code !== undefined && compiled.result === undefined;
  return bothFailed && hasNode(jsonata(text).ast(), isConcurrent) ? 'raced' : 'different';
}

/**
 * @param {() => unknown} evaluate
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(evaluate) {
  try {
    return { result: show(await evaluate()) };
  } catch (error) {
    const { code, position, token, message, value } = error;
    if (typeof code !== 'string') {
      return { crash: String(message ?? error) };
    }
    return { code, position, token, ...(isUntextual(value) ? { untextual: true } : {}) };
  }
}

/**
 * Whether JavaScript cannot turn a value into a text, as an object without a prototype.
 *
 * @param {unknown} value
 */
function isUntextual(value) {
  try {
    String(value);
    return false;
  } catch {
    return true;
  }
}

/**
 * A value as text: JSON, but nothing is not null, and functions are functions.
 *
 * @param {unknown} value
 * @returns {string}
 */
function show(value) {
  if (typeof value === 'function' || value?._jsonata_lambda || value?._jsonata_function) {
    return '<function>';
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, show).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${show(item)}`);
    return `{${fields.join(',')}}`;
  }
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
}

/** @param {unknown} value */
function copy(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/**
 * The reference changes what is bound, too.
 *
 * @param {Record<string, unknown> | undefined} bindings
 */
function copyAll(bindings) {
  return (
    bindings &&
    Object.fromEntries(
      Object.entries(bindings).map(([name, value]) => [
        name,
        typeof value === 'function' ? value : copy(value),
      ]),
    )
  );
}

/**
 * @template T
 * @param {T} value
 * @returns {T}
 */
function deepFreeze(value) {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/**
 * @param {unknown} first
 * @param {unknown} second
 */
function isMissing(first, second) {
  return first === undefined || second === undefined;
}

/**
 * Whether a constructor has several items.
 *
 * @param {Record<string, any>} node
 */
function isConcurrent({ value, expressions, lhs }) {
  return (value === '[' && expressions?.length > 1) || (Array.isArray(lhs) && lhs.length > 1);
}

/** @param {Record<string, any>} node */
function isFilteredTail(node) {
  const isFiltered = node.predicate !== undefined || node.group !== undefined;
  return isFiltered && /^(block|condition)$/.test(node.type) && hasNode(node, ({ thunk }) => thunk === true);
}

/**
 * @param {unknown} tree
 * @param {(node: Record<string, any>) => boolean} test
 * @returns {boolean}
 */
function hasNode(tree, test) {
  return (
    typeof tree === 'object' &&
    tree !== null &&
    (test(tree) || Object.values(tree).some((below) => hasNode(below, test)))
  );
}

module.exports = { compare, deepFreeze, show };
