import type { Ast } from '../../../runtime/jsonata/ast';
import { literalText } from '../tree/walk';
import { infer, inferLambda, type Scope } from './infer';
import { fieldOf, objectShape, unite, type Shape } from './shape';

/** Functions whose value is one of their arguments, or all of them in one. */
const handOnAll = ['first', 'append', 'merge', 'withDefaults'];
/** Functions whose value is their first argument or a part of it that looks like it. */
const handOnFirst = [
  'object',
  'omit',
  'distinct',
  'reverse',
  'sort',
  'filter',
  'sift',
  'shuffle',
  'single',
  'withNumbers',
];
/** Functions that give a text, a number, a boolean or nothing. */
const plain = [
  ...['text', 'numeric', 'caseless', 'epochMillis', 'epochSeconds', 'isScalar', 'isEmpty', 'truthy', 'fits'],
  ...[
    'firstMatching',
    'hasFormat',
    'hasAddress',
    'publicAddress',
    'shapeOf',
    'firstFilled',
    'wellFormed',
    'json',
    'phpJson',
    'sha1',
    'sha256',
    'hmacSha256',
    'amount',
    'decimalProduct',
    'decimalSum',
  ],
  ...['ensure', 'filterOut', 'exists', 'not', 'boolean', 'type', 'string', 'number', 'count', 'sum', 'join'],
  ...[
    'lowercase',
    'uppercase',
    'trim',
    'substring',
    'replace',
    'contains',
    'length',
    'floor',
    'ceil',
    'round',
  ],
  ...[
    'abs',
    'fromMillis',
    'toMillis',
    'now',
    'millis',
    'error',
    'assert',
    'encodeUrlComponent',
    'split',
    'keys',
  ],
];

/** The shape of what a function of the language or the runtime gives; nothing is known of any other. */
export function inferCall(name: string, given: readonly Ast[], scope: Scope): Shape {
  const [first, second] = given;
  const lambda = given.find(({ type }) => type === 'lambda');
  const shapes = given.map((each) => (each === lambda ? 'unknown' : infer(each, scope)));
  const [shape = 'unknown'] = shapes;
  const result =
    lambda && first !== lambda ? inferLambda(lambda, scope, parametersOf(name, shape)) : undefined;
  if (lambda && result === undefined) {
    inferLambda(lambda, scope, []);
  }
  if (handOnAll.includes(name)) {
    return unite(...shapes);
  }
  if (handOnFirst.includes(name)) {
    return shape;
  }
  switch (name) {
    case 'map':
      return result ?? 'unknown';
    case 'lookup': {
      const key = literalText(second);
      return key === undefined ? 'unknown' : (fieldOf(shape, key) ?? 'unknown');
    }
    case 'validateConfig':
      return scope.world.config;
    default:
      return plain.includes(name) ? 'none' : 'unknown';
  }
}

/** What a function that is called for each item gets: `$map` and `$filter` hand over the item itself. */
function parametersOf(name: string, shape: Shape): Shape[] {
  return name === 'map' || name === 'filter' ? [shape] : [];
}

/** The shape of a table. */
export function tableShape(value: unknown): Shape {
  if (Array.isArray(value)) {
    return 'unknown';
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, each]): [string, Shape] => [name, tableShape(each)]);
    return objectShape(new Map(fields));
  }
  return 'none';
}
