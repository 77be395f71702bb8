/** The syntax tree of the jsonata package's own parser (`jsonata(text).ast()`): the parts that the compiler reads. */
export type Ast =
  | LiteralNode
  | NameNode
  | PathNode
  | BinaryNode
  | NegationNode
  | ArrayNode
  | ObjectNode
  | FunctionNode
  | PartialNode
  | LambdaNode
  | ConditionNode
  | BlockNode
  | BindNode
  | ApplyNode
  | TransformNode
  | SortNode
  | VariableNode
  | RegexNode
  | ParentNode
  | PlainNode;

/** Properties that any node may have. */
interface NodeBase {
  position?: number;
  /** Filters on a node that is not a path. */
  predicate?: FilterStage[];
  /** Filters and index bindings on a step of a path. */
  stages?: Stage[];
  /** `{...}` after a node: group by. */
  group?: Group;
  keepArray?: boolean;
  /** The step has bindings: `@`, `#` or an ancestor that `%` refers to. */
  tuple?: boolean;
  focus?: string;
  index?: string;
  ancestor?: Slot;
  consarray?: boolean;
}

interface Slot {
  label: string;
}

export interface FilterStage {
  type: 'filter';
  expr: Ast;
}

export interface IndexStage {
  type: 'index';
  value: string;
}

export type Stage = FilterStage | IndexStage;

export interface Group {
  lhs: Pair[];
  position?: number;
}

export type Pair = [key: Ast, value: Ast];

export interface LiteralNode extends NodeBase {
  type: 'string' | 'number' | 'value';
  value: string | number | boolean | null;
}

export interface NameNode extends NodeBase {
  type: 'name';
  value: string;
}

export interface VariableNode extends NodeBase {
  type: 'variable';
  /** Empty for the context, `$` for the input. */
  value: string;
}

export interface PathNode extends NodeBase {
  type: 'path';
  steps: Ast[];
  keepSingletonArray?: boolean;
}

export interface BinaryNode extends NodeBase {
  type: 'binary';
  value: BinaryOperator;
  lhs: Ast;
  rhs: Ast;
}

export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '&' | '..' | 'in' | 'and' | 'or';

export interface NegationNode extends NodeBase {
  type: 'unary';
  value: '-';
  expression: Ast;
}

export interface ArrayNode extends NodeBase {
  type: 'unary';
  value: '[';
  expressions: Ast[];
}

export interface ObjectNode extends NodeBase {
  type: 'unary';
  value: '{';
  lhs: Pair[];
}

export interface FunctionNode extends NodeBase {
  type: 'function';
  procedure: Ast;
  arguments: Ast[];
}

export interface PartialNode extends NodeBase {
  type: 'partial';
  procedure: Ast;
  arguments: Ast[];
}

export interface LambdaNode extends NodeBase {
  type: 'lambda';
  arguments: VariableNode[];
  body: Ast;
  signature?: { definition: string };
  /** A call in tail position, wrapped by the parser; its body is the call. */
  thunk?: boolean;
}

export interface ConditionNode extends NodeBase {
  type: 'condition';
  condition: Ast;
  then: Ast;
  else?: Ast;
}

export interface BlockNode extends NodeBase {
  type: 'block';
  expressions: Ast[];
}

export interface BindNode extends NodeBase {
  type: 'bind';
  lhs: VariableNode;
  rhs: Ast;
}

export interface ApplyNode extends NodeBase {
  type: 'apply';
  lhs: Ast;
  rhs: Ast;
}

export interface TransformNode extends NodeBase {
  type: 'transform';
  pattern: Ast;
  update: Ast;
  delete?: Ast;
}

export interface SortNode extends NodeBase {
  type: 'sort';
  terms: { descending: boolean; expression: Ast }[];
}

export interface RegexNode extends NodeBase {
  type: 'regex';
  value: RegExp;
}

export interface ParentNode extends NodeBase {
  type: 'parent';
  slot: Slot;
}

export interface PlainNode extends NodeBase {
  type: 'wildcard' | 'descendant' | 'operator';
  value?: string;
}

/** The direct children of a node, in the order in which they are evaluated. */
export function childrenOf(node: Ast): Ast[] {
  const below: Ast[] = [];
  switch (node.type) {
    case 'path':
      below.push(...node.steps);
      break;
    case 'binary':
    case 'apply':
      below.push(node.lhs, node.rhs);
      break;
    case 'unary':
      below.push(...unaryChildren(node));
      break;
    case 'function':
    case 'partial':
      below.push(node.procedure, ...node.arguments);
      break;
    case 'lambda':
      below.push(node.body);
      break;
    case 'condition':
      below.push(node.condition, node.then, ...(node.else ? [node.else] : []));
      break;
    case 'block':
      below.push(...node.expressions);
      break;
    case 'bind':
      below.push(node.rhs);
      break;
    case 'transform':
      below.push(node.pattern, node.update, ...(node.delete ? [node.delete] : []));
      break;
    case 'sort':
      below.push(...node.terms.map(({ expression }) => expression));
      break;
    default:
      break;
  }
  for (const stage of [...(node.predicate ?? []), ...(node.stages ?? [])]) {
    if (stage.type === 'filter') {
      below.push(stage.expr);
    }
  }
  if (node.group) {
    below.push(...node.group.lhs.flat());
  }
  return below;
}

/** A node and all of its descendants, in the order of the text. */
export function nodesOf(root: Ast): Ast[] {
  const nodes: Ast[] = [];
  const visit = (node: Ast): void => {
    nodes.push(node);
    childrenOf(node).forEach(visit);
  };
  visit(root);
  return nodes;
}

function unaryChildren(node: NegationNode | ArrayNode | ObjectNode): Ast[] {
  switch (node.value) {
    case '-':
      return [node.expression];
    case '[':
      return node.expressions;
    case '{':
      return node.lhs.flat();
  }
}
