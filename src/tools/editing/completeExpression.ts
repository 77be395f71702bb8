import type { Ast } from '../../runtime/jsonata/ast';
import { readTree } from '../../runtime/jsonata/syntax';
import { readTokens } from '../../runtime/jsonata/tokens';
import type { Shape } from '../lint/shapes/shape';
import type { EditedExpression } from './fileView';
import type { FolderModel } from './folderModel';
import { boundTables, ownerOf, scopeOf } from './scope';
import type { FunctionDocs, Suggestion } from './suggestions';
import { fieldDocs } from './shapeText';
import { localNames } from './variables';

/** The functions that expressions may call. */
export interface Vocabulary {
  functions: readonly string[];
  docsOf?: ((name: string) => FunctionDocs | undefined) | undefined;
}

/** Stands for the word at the cursor where the expression is parsed. */
const HERE = 'destkitCursor';
const keywords = ['and', 'or', 'in', 'true', 'false', 'null', 'function'];

/** What can be written at an offset of an expression, and from which offset of it on. */
export function completeExpression(
  model: FolderModel,
  file: string,
  expression: EditedExpression,
  at: number,
  vocabulary: Vocabulary,
): { from: number; items: Suggestion[] } | undefined {
  const { text } = expression.scalar;
  const [word = ''] = /\$?[\w`]*$/.exec(text.slice(0, at)) ?? [];
  const from = at - word.length;
  if (isInLiteral(text, at)) {
    return undefined;
  }
  if (word.startsWith('$')) {
    return { from: from + 1, items: variables(model, file, text, at, vocabulary) };
  }
  const owner = ownerAt(model, file, expression, from, at);
  const isPath = /\.\s*$/.test(text.slice(0, from));
  const items = [
    ...fields(owner),
    ...(isPath ? [] : keywords.map((label): Suggestion => ({ label, kind: 'keyword' }))),
  ];
  return items.length > 0 ? { from, items } : undefined;
}

/** Whether an offset is inside a string, a comment, a number or a regular expression. */
function isInLiteral(text: string, at: number): boolean {
  const token = readTokens(text).find(({ start, end }) => start < at && at <= end);
  if (!token || token.kind === 'operator') {
    return false;
  }
  // A string whose closing quote has not been typed yet is a name to the tokenizer.
  const isOpen = token.kind === 'name' && /["']/.test(text.charAt(token.start));
  return isOpen || token.kind === 'number' || (token.kind !== 'name' && at < token.end);
}

function variables(
  model: FolderModel,
  file: string,
  text: string,
  at: number,
  { functions, docsOf }: Vocabulary,
): Suggestion[] {
  const local = localNames(text, at).map((label): Suggestion => ({ label, kind: 'variable' }));
  const tables = boundTables(model, file).map((label): Suggestion => ({ label, kind: 'table' }));
  const called = functions.map((label): Suggestion => {
    const docs = docsOf?.(label);
    return docs
      ? {
          ...{ label, kind: 'function', documentation: docs.description },
          detail: `$${label}(${docs.signature})`,
        }
      : { label, kind: 'function' };
  });
  return [...local, { label: 'outputs', kind: 'variable' }, ...tables, ...called];
}

function fields(owner: Shape | undefined): Suggestion[] {
  if (owner === undefined || typeof owner === 'string') {
    return [];
  }
  return [...owner.fields.keys()].map((label) => {
    const { type, description } = fieldDocs(owner, label);
    return {
      ...{ label, kind: 'field', detail: type },
      ...(/^\w+$/.test(label) ? {} : { insert: `\`${label}\`` }),
      ...(description === undefined ? {} : { documentation: description }),
    };
  });
}

/** The shape of the object whose field is being typed. */
function ownerAt(
  model: FolderModel,
  file: string,
  expression: EditedExpression,
  from: number,
  at: number,
): Shape | undefined {
  const scope = scopeOf(model, file, expression);
  const ast = scope && parseAround(expression.scalar.text, from, at);
  return ast && ownerOf(model, scope, ast, ({ value }) => value === HERE);
}

/** The tree with a name instead of the word at the cursor; for an incomplete expression, the tree of the part before the cursor. */
function parseAround(text: string, from: number, at: number): Ast | undefined {
  const before = text.slice(0, from);
  const closing = closingBrackets(before);
  const attempts = [
    before + HERE + text.slice(at).replace(/^\w+/, ''),
    before + HERE + closing,
    `${before}${HERE}: 0${closing}`,
  ];
  for (const attempt of attempts) {
    try {
      return readTree(attempt);
    } catch {
      // The next one may parse.
    }
  }
  return undefined;
}

function closingBrackets(text: string): string {
  const open: string[] = [];
  for (const { kind, start, end } of readTokens(text)) {
    const written = kind === 'operator' ? text.slice(start, end) : '';
    const index = '([{'.indexOf(written);
    if (written !== '' && index >= 0) {
      open.unshift(')]}'.charAt(index));
    } else if (written === open[0]) {
      open.shift();
    }
  }
  return open.join('');
}
