import { isDeepStrictEqual } from 'node:util';
import { isScalar } from 'yaml';
import { isObject } from '../../runtime/isObject';
import { TextDocument } from '../../runtime/schema/document';
import { readTokens } from '../../runtime/jsonata/tokens';
import { listExpressions, type Expression } from '../../runtime/workflow/expressions';
import { applyEdits, type Edit } from './edit';
import { formatExpression } from './formatExpression';
import { columnOf, orderKeys } from './keyOrder';

const WIDTH = 120;
const INDENT = 2;
/** What a plain scalar of YAML cannot hold. */
const NOT_PLAIN = /: |:$| #|\n/;

/**
 * A workflow file in its usual layout: its expressions, and the order of its keys. What is not a workflow, and what cannot be
 * parsed, stays as it is; so do expressions in quotes and folded ones.
 */
export function formatWorkflow(text: string): string {
  const document = new TextDocument('', text);
  if (document.syntaxErrors.length > 0 || !isWorkflow(document.value)) {
    return text;
  }
  const laidOut = applyEdits(text, expressionEdits(document));
  const formatted = withKeysInOrder(laidOut);
  if (!isDeepStrictEqual(meaningOf(document), meaningOf(new TextDocument('', formatted)))) {
    throw new Error('the layout would change what the workflow says');
  }
  return formatted;
}

function isWorkflow(value: unknown): boolean {
  return isObject(value) && Array.isArray(value.steps);
}

/** One level of keys after the other, since the places of those inside move with those around them. */
function withKeysInOrder(text: string): string {
  const edits = orderKeys(new TextDocument('', text));
  return edits.length === 0 ? text : withKeysInOrder(applyEdits(text, edits));
}

function expressionEdits(document: TextDocument): Edit[] {
  const edits = listExpressions(document).flatMap((expression) => expressionEdit(document, expression));
  // Two steps may share an expression by an alias.
  return [...new Map(edits.map((edit) => [edit.start, edit])).values()];
}

function expressionEdit({ text: source }: TextDocument, { text, document, path = [] }: Expression): Edit[] {
  const node = document.nodeAt(path);
  if (!isScalar(node) || !node.range) {
    return [];
  }
  const [start, end] = node.range;
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const key = /^[ -]*/.exec(source.slice(lineStart))?.[0].length ?? 0;
  const indent = key + INDENT;
  if (node.type === 'BLOCK_LITERAL') {
    const bodyStart = source.indexOf('\n', start) + 1;
    const body = source.slice(bodyStart, end);
    const blank = /\n*$/.exec(body)?.[0] ?? '';
    return [{ start: bodyStart, end: end - blank.length, text: inLines(formatted(text, indent), indent) }];
  }
  if (node.type !== 'PLAIN') {
    return [];
  }
  const laidOut = formatExpression(text, WIDTH - columnOf(source, start));
  if (!NOT_PLAIN.test(laidOut)) {
    return [{ start, end, text: laidOut }];
  }
  const hasComment = /^ *#/.test(source.slice(end));
  return hasComment ? [] : [{ start, end, text: `|\n${inLines(formatted(text, indent), indent)}` }];
}

function formatted(text: string, indent: number): string {
  return formatExpression(text.trimEnd(), WIDTH - indent);
}

function inLines(text: string, indent: number): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(indent) + line))
    .join('\n');
}

/** What a workflow file says, with its expressions as tokens. */
function meaningOf(document: TextDocument): unknown {
  const value = structuredClone(document.value);
  for (const { text, path = [] } of listExpressions(document)) {
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value);
    const tokens = readTokens(text).map(({ start, end }) => text.slice(start, end));
    (parent as Record<string, unknown>)[path.at(-1) ?? ''] = tokens.join('\n');
  }
  return value;
}
