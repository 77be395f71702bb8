import { nodesOf, type Ast } from '../../runtime/jsonata/ast';
import type { SourceMap } from '../../runtime/jsonata/span';
import { shapesOf } from '../lint/shapes/reads';
import { infer } from '../lint/shapes/infer';
import { hoverKey } from './keyDocs';
import type { FileSchemas } from './complete';
import { expressionAt, kindOf, treeOf, viewOf, type EditedExpression } from './fileView';
import { workflowIn, type FolderModel } from './folderModel';
import type { Span } from './outline';
import { ownerOf, scopeOf } from './scope';
import { fieldDocs, shapeText } from './shapeText';
import type { FunctionDocs } from './suggestions';

/** What is shown for a place of a file. */
export interface Hover {
  /** In the file. */
  span: Span;
  /** Markdown; may be empty when there is only a value. */
  text: string;
  /** The part of an expression whose value for the example belongs here. */
  part?: { expression: EditedExpression; span: Span };
  /** The step whose output belongs here. */
  step?: string;
}

export interface HoverRequest {
  model: FolderModel;
  file: string;
  text: string;
  offset: number;
  schemas: FileSchemas;
  docsOf?: (name: string) => FunctionDocs | undefined;
}

export function hover(request: HoverRequest): Hover | undefined {
  const { model, file, text, offset, schemas } = request;
  const kind = kindOf(model, file, text);
  const view = viewOf(text, kind);
  const place = expressionAt(view, offset);
  if (place) {
    return hoverExpression(request, place.expression, place.at);
  }
  return kind === 'workflow' || kind === 'manifest' ? hoverKey(view, offset, schemas[kind]) : undefined;
}

function hoverExpression(
  { model, file, docsOf }: HoverRequest,
  expression: EditedExpression,
  at: number,
): Hover | undefined {
  const { text, toFile } = expression.scalar;
  const tree = treeOf(expression);
  if (!tree) {
    // Half typed: what a word is can be told, its value is the last one of the whole expression.
    const word = wordAt(text, at);
    const docs = word && docsOf?.(text.slice(word.start + 1, word.end));
    return word && docs
      ? { span: inFile(word), text: renderDocs(text.slice(word.start, word.end), docs) }
      : {
          span: inFile({ start: at, end: at }),
          text: '',
          part: { expression, span: { start: 0, end: text.length } },
        };
  }
  const found = nodeAt(tree.ast, tree.map, at);
  const span = found && tree.map.spanOf(found.node);
  if (!found || !span) {
    return undefined;
  }
  const { node, part } = found;
  const name = node.type === 'variable' ? node.value : undefined;
  const docs = name === undefined ? undefined : docsOf?.(name);
  const isCalled = part.type === 'function' || part.type === 'partial';
  const known =
    docs && isCalled && name
      ? renderDocs(`$${name}`, docs)
      : describe(model, file, expression, tree.ast, node);
  const whole = tree.map.spanOf(part) ?? span;
  return {
    span: inFile(span),
    text: known,
    part: { expression, span: trimPath(whole, part, node, tree.map) },
  };

  function inFile({ start, end }: Span): Span {
    return { start: toFile(start), end: toFile(end) };
  }
}

/** What is known of a value before it is computed. */
function describe(
  model: FolderModel,
  file: string,
  expression: EditedExpression,
  ast: Ast,
  node: Ast,
): string {
  const scope = scopeOf(model, file, expression);
  if (!scope) {
    return '';
  }
  if (node.type === 'name') {
    const owner = ownerOf(model, scope, ast, (name) => name === node);
    if (owner === undefined || typeof owner === 'string') {
      return '';
    }
    const { type, description } = fieldDocs(owner, node.value);
    return `\`${node.value}\`: ${type}${description === undefined ? '' : `\n\n${description}`}`;
  }
  if (node.type === 'variable') {
    const table = workflowIn(model, file)?.bindings.find(({ names }) => names.includes(node.value))?.table;
    const shape = scope.variables.get(node.value);
    const from = table ? `, from ${table.file}` : '';
    return shape === undefined ? '' : `\`$${node.value}\`: ${shapeText(shape)}${from}`;
  }
  const { config } = shapesOf(model.lint);
  const shape = infer(node, { ...scope, inference: { config, onRead: () => undefined } });
  return typeof shape === 'string' ? '' : shapeText(shape);
}

/** The innermost node at an offset, and the node whose value belongs to it. */
function nodeAt(ast: Ast, map: SourceMap, at: number): { node: Ast; part: Ast } | undefined {
  let best: { node: Ast; part: Ast; length: number } | undefined;
  const consider = (node: Ast, part: Ast): void => {
    const span = map.spanOf(node);
    const length = span && span.start <= at && at <= span.end ? span.end - span.start : Infinity;
    // What a node is part of says more about it than the node alone.
    if (length < (best?.length ?? Infinity) || (node !== part && length === best?.length)) {
      best = { node, part, length };
    }
  };
  for (const node of nodesOf(ast)) {
    consider(node, node);
    if (node.type === 'path') {
      node.steps.forEach((step) => {
        consider(step, node);
      });
    } else if (node.type === 'function' || node.type === 'partial') {
      consider(node.procedure, node);
    } else if (node.type === 'bind') {
      consider(node.lhs, node.rhs);
    } else if (node.type === 'unary' && node.value === '{') {
      node.lhs.forEach(([key, value]) => {
        consider(key, value);
      });
    }
  }
  return best;
}

/** Of a path, the part up to the name that is pointed at. */
function trimPath(whole: Span, part: Ast, node: Ast, map: SourceMap): Span {
  const end = part.type === 'path' && part.steps.includes(node) ? map.spanOf(node)?.end : undefined;
  return end === undefined ? whole : { start: whole.start, end };
}

function wordAt(text: string, at: number): Span | undefined {
  for (const { 0: word, index } of text.matchAll(/\$\w+/g)) {
    if (index <= at && at <= index + word.length) {
      return { start: index, end: index + word.length };
    }
  }
  return undefined;
}

export function renderDocs(name: string, { signature, description, examples = [] }: FunctionDocs): string {
  const list = examples.map((each) => `- ${each}`).join('\n');
  return [`\`${name}(${signature})\``, description, list].filter((part) => part !== '').join('\n\n');
}
