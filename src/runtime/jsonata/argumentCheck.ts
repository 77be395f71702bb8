import type { Ast, FunctionNode } from './ast';
import { builtIns, type BuiltInName } from './runtime/builtIns';

/** Why a call of a built-in function can never succeed. */
export interface ArgumentProblem {
  /** The wrong argument, or the call if it has too many or too few. */
  node: Ast;
  problem: string;
}

const typeNames: Record<string, string> = {
  s: 'a string',
  n: 'a number',
  b: 'a boolean',
  l: 'null',
  a: 'an array',
  o: 'an object',
  f: 'a function',
};

/** An argument whose type is known only at run time. */
const UNKNOWN = '?';

/**
 * Checks the arguments of a call against the function's signature, as far as their types are known at compile time.
 *
 * @param before the number of arguments before those in parentheses (`x ~> $f(y)` has one)
 */
export function checkArguments(
  name: BuiltInName,
  call: FunctionNode,
  before: number,
): ArgumentProblem | undefined {
  const definition = builtIns[name].signature?.definition;
  if (definition === undefined) {
    return undefined;
  }
  const patterns = parameterPatterns(definition);
  const given = UNKNOWN.repeat(before) + call.arguments.map(typeLetter).join('');
  if (new RegExp(`^${patterns.join('')}$`).test(given)) {
    return undefined;
  }
  const good = patterns.reduce((length, _, count) => {
    const match = new RegExp(`^${patterns.slice(0, count + 1).join('')}`).exec(given);
    return match ? match[0].length : length;
  }, 0);
  const wrong = call.arguments[good - before];
  if (wrong === undefined) {
    return { node: call, problem: `$${name} lacks an argument: its signature is ${definition}` };
  }
  const type = typeNames[given[good] ?? ''];
  const problem =
    type === undefined
      ? `$${name} takes no argument ${String(good + 1)}: its signature is ${definition}`
      : `argument ${String(good + 1)} of $${name} cannot be ${type}: its signature is ${definition}`;
  return { node: wrong, problem };
}

/** The parameters of a signature such as `<s-nn?:s>` as regular expressions over type letters. */
function parameterPatterns(definition: string): string[] {
  const parameters = definition.slice(1).replace(/:.*$/, '');
  // The types inside arrays and functions are known only at run time.
  const flat = parameters
    .replace(/<[^<>]*>/g, '')
    .replace(/<[^<>]*>/g, '')
    .replace(/>$/, '');
  return (flat.match(/(?:\([a-z]+\)|[a-z])[-?+]?/g) ?? []).map((parameter) => {
    const quantifier = /[-?]$/.test(parameter) ? '?' : parameter.endsWith('+') ? '+' : '';
    const types = parameter.replace(/[-?+()]/g, '');
    return `[${acceptedTypes(types)}${UNKNOWN}]${quantifier}`;
  });
}

function acceptedTypes(types: string): string {
  switch (types) {
    case 'a':
    case 'x':
      return 'asnblfom';
    case 'j':
      return 'asnblom';
    case 'f':
      return 'f';
    default:
      return `${types}m`;
  }
}

function typeLetter(node: Ast): string {
  if (node.predicate || node.group) {
    return UNKNOWN;
  }
  switch (node.type) {
    case 'string':
      return 's';
    case 'number':
      return 'n';
    case 'value':
      return node.value === null ? 'l' : 'b';
    case 'lambda':
    case 'regex':
    case 'partial':
    case 'transform':
      return 'f';
    case 'unary':
      return { '[': 'a', '{': 'o', '-': 'n' }[node.value];
    case 'binary':
      return binaryLetter(node.value);
    default:
      return UNKNOWN;
  }
}

function binaryLetter(operator: string): string {
  if (operator === '&') {
    return 's';
  }
  // The result of comparisons and arithmetic may be undefined, which every function accepts.
  return ['=', '!=', 'and', 'or', 'in', '<', '<=', '>', '>='].includes(operator) ? 'b' : UNKNOWN;
}
