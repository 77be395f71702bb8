import type { Binding } from '../../../runtime/destination/bindings/binding';
import { bindings } from '../../../runtime/destination/bindings/runtime';
import type { Ast } from '../../../runtime/jsonata/ast';
import { literalText } from '../tree/walk';
import { infer, inferLambda, type Scope } from './infer';
import { fieldOf, objectShape, unite, type Shape } from './shape';

/** Functions of JSONata whose result is one of their arguments, or all of them combined. */
const handOnAll = ['append', 'merge'];
/** Functions of JSONata whose result is their first argument, or a part of it with the same shape. */
const handOnFirst = ['distinct', 'reverse', 'sort', 'filter', 'sift', 'shuffle', 'single'];
/** Functions of JSONata that return a string, a number, a boolean or undefined. */
const scalar = [
  'exists not boolean type string number count sum join lowercase uppercase trim substring replace contains length',
  'floor ceil round abs fromMillis toMillis now millis error assert encodeUrlComponent split keys',
].flatMap((names) => names.split(' '));

/** The shape of a function's result, as declared in the arrays above or in its binding. */
function resultOf(name: string): Binding['shape'] {
  if (handOnAll.includes(name)) {
    return 'anyArgument';
  }
  if (handOnFirst.includes(name)) {
    return 'firstArgument';
  }
  return scalar.includes(name) ? 'scalar' : (bindings.get(name)?.shape ?? 'unknown');
}

/** The shape of the result of a JSONata or runtime function; `unknown` for any other function. */
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
  if (name === 'map') {
    return result ?? 'unknown';
  }
  if (name === 'lookup') {
    const key = literalText(second);
    return key === undefined ? 'unknown' : (fieldOf(shape, key) ?? 'unknown');
  }
  switch (resultOf(name)) {
    case 'anyArgument':
      return unite(...shapes);
    case 'firstArgument':
      return shape;
    case 'config':
      return scope.inference.config;
    case 'scalar':
      return 'none';
    default:
      return 'unknown';
  }
}

/** The parameters of a function that is called for each item: `$map` and `$filter` pass the item itself. */
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
