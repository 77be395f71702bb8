import type { Ast, FunctionNode, NameNode, PathNode } from '../../../runtime/jsonata/ast';
import { literalText } from '../tree/walk';
import { inferCall } from './calls';
import { fieldOf, objectShape, unite, type Shape } from './shape';

/** The scope of an expression. */
export interface Scope {
  /** `$`, whose fields can be read by their bare names. */
  context: Shape;
  /** `$$` */
  root: Shape;
  /** Local variables and bindings, by name. */
  variables: ReadonlyMap<string, Shape>;
  inference: InferenceContext;
}

/** Shared by the inference of all expressions of a destination. */
export interface InferenceContext {
  config: Shape;
  /** Called for each field that is read, with the shape of its object and whether that object can have the field. */
  onRead(name: NameNode, owner: Shape, exists: boolean): void;
}

/** The shape of an expression's value. */
export function infer(node: Ast, scope: Scope): Shape {
  const shape = inferNode(node, scope);
  for (const { expr } of node.predicate ?? []) {
    infer(expr, { ...scope, context: shape });
  }
  if (node.group) {
    node.group.lhs.flat().forEach((each) => infer(each, { ...scope, context: shape }));
    return 'unknown';
  }
  return shape;
}

function inferNode(node: Ast, scope: Scope): Shape {
  switch (node.type) {
    case 'path':
      return inferPath(node, scope);
    case 'name':
      return readField(node, scope);
    case 'variable':
      return node.value === ''
        ? scope.context
        : node.value === '$'
          ? scope.root
          : (scope.variables.get(node.value) ?? 'unknown');
    case 'string':
    case 'number':
    case 'value':
    case 'regex':
      return 'none';
    case 'binary':
      infer(node.lhs, scope);
      infer(node.rhs, scope);
      return 'none';
    case 'unary':
      return inferUnary(node, scope);
    case 'function':
      return inferFunction(node, scope);
    case 'condition':
      infer(node.condition, scope);
      return unite(infer(node.then, scope), node.else ? infer(node.else, scope) : 'none');
    case 'block':
      return inferBlock(node.expressions, scope);
    case 'bind':
      return infer(node.rhs, scope);
    case 'lambda':
      inferLambda(node, scope, []);
      return 'unknown';
    case 'apply':
      infer(node.lhs, scope);
      infer(node.rhs, scope);
      return 'unknown';
    case 'partial':
      node.arguments.forEach((each) => infer(each, scope));
      return 'unknown';
    case 'sort':
      node.terms.forEach(({ expression }) => infer(expression, scope));
      return scope.context;
    default:
      return 'unknown';
  }
}

function inferPath({ steps }: PathNode, scope: Scope): Shape {
  let context = scope.context;
  for (const step of steps) {
    context = infer(step, { ...scope, context });
    for (const stage of step.stages ?? []) {
      if (stage.type === 'filter') {
        infer(stage.expr, { ...scope, context });
      }
    }
  }
  return context;
}

function readField(node: NameNode, { context, inference }: Scope): Shape {
  const shape = fieldOf(context, node.value);
  inference.onRead(node, context, shape !== undefined);
  return shape ?? 'none';
}

function inferUnary(node: Extract<Ast, { type: 'unary' }>, scope: Scope): Shape {
  switch (node.value) {
    case '-':
      infer(node.expression, scope);
      return 'none';
    case '[':
      return unite(...node.expressions.map((each) => infer(each, scope)));
    case '{': {
      const fields = node.lhs.map(([key, value]): [string | undefined, Shape] => {
        infer(key, scope);
        return [literalText(key), infer(value, scope)];
      });
      const named = fields.filter((field): field is [string, Shape] => field[0] !== undefined);
      return objectShape(new Map(named), named.length < fields.length);
    }
  }
}

/** A block has its own variables; each is visible to the expressions after it. */
function inferBlock(expressions: readonly Ast[], scope: Scope): Shape {
  const variables = new Map(scope.variables);
  let result: Shape = 'none';
  for (const each of expressions) {
    result = infer(each, { ...scope, variables });
    if (each.type === 'bind') {
      variables.set(each.lhs.value, result);
    }
  }
  return result;
}

/** The shape of a function's result, for parameters with these shapes. */
export function inferLambda(node: Ast, scope: Scope, given: readonly Shape[]): Shape {
  if (node.type !== 'lambda') {
    return infer(node, scope);
  }
  const variables = new Map(scope.variables);
  node.arguments.forEach(({ value }, index) => variables.set(value, given[index] ?? 'unknown'));
  return infer(node.body, { ...scope, variables });
}

function inferFunction(node: FunctionNode, scope: Scope): Shape {
  const { procedure } = node;
  const isLocal = procedure.type === 'variable' && scope.variables.has(procedure.value);
  if (procedure.type !== 'variable' || isLocal) {
    // A bare name in this place is a function call without a dollar sign, not a field.
    const called = procedure.type === 'path' && procedure.steps.length === 1 ? [] : [procedure];
    [...called, ...node.arguments].forEach((each) => infer(each, scope));
    return 'unknown';
  }
  return inferCall(procedure.value, node.arguments, scope);
}
