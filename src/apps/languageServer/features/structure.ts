import {
  FoldingRangeKind,
  SemanticTokensBuilder,
  SymbolKind,
  type DocumentSymbol,
  type FoldingRange,
  type SemanticTokens,
  type TextDocumentIdentifier,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { foldsOf } from '../../../tools/editing/folding';
import { semanticTokensOf, tokenModifiers, tokenTypes } from '../../../tools/editing/semanticTokens';
import { symbolsOf, type FileSymbol } from '../../../tools/editing/symbols';
import { toRange } from '../positions';
import type { Workspace } from '../workspace';
import { openPlace, viewAt } from './place';

interface Params {
  textDocument: TextDocumentIdentifier;
}

export const legend = { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] };

const kinds: Record<FileSymbol['kind'], SymbolKind> = {
  step: SymbolKind.Function,
  binding: SymbolKind.Constant,
  key: SymbolKind.Property,
};

export async function documentSymbols(
  workspace: Workspace,
  { textDocument }: Params,
): Promise<DocumentSymbol[] | null> {
  const place = await openPlace(workspace, textDocument.uri);
  return place ? symbolsOf(viewAt(place)).map((symbol) => toSymbol(symbol, place.lines)) : null;
}

function toSymbol(symbol: FileSymbol, lines: TextDocument): DocumentSymbol {
  const { name, detail, kind, span, nameSpan, children } = symbol;
  return {
    ...{ name: name === '' ? '(no name)' : name, detail, kind: kinds[kind] },
    range: toRange(lines, span),
    selectionRange: toRange(lines, nameSpan),
    children: children.map((child) => toSymbol(child, lines)),
  };
}

export async function foldingRanges(
  workspace: Workspace,
  { textDocument }: Params,
): Promise<FoldingRange[] | null> {
  const place = await openPlace(workspace, textDocument.uri);
  if (!place) {
    return null;
  }
  return foldsOf(viewAt(place)).map(({ start, end, isComment }) => {
    const range = toRange(place.lines, { start, end });
    return {
      ...{ startLine: range.start.line, endLine: range.end.line },
      ...(isComment ? { kind: FoldingRangeKind.Comment } : {}),
    };
  });
}

export async function semanticTokens(
  workspace: Workspace,
  { textDocument }: Params,
): Promise<SemanticTokens> {
  const place = await openPlace(workspace, textDocument.uri);
  const builder = new SemanticTokensBuilder();
  for (const { start, end, type, modifiers } of place ? semanticTokensOf(viewAt(place)) : []) {
    const { line, character } = place?.lines.positionAt(start) ?? { line: 0, character: 0 };
    const bits = modifiers.reduce((sum, each) => sum | (1 << tokenModifiers.indexOf(each)), 0);
    builder.push(line, character, end - start, tokenTypes.indexOf(type), bits);
  }
  return builder.build();
}
