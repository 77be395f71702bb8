import {
  CompletionItemKind,
  MarkupKind,
  type CompletionItem,
  type CompletionList,
  type SignatureHelp,
  type TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import { complete } from '../../../tools/editing/complete';
import { functionDocs } from '../../../tools/editing/functionDocs';
import { callAt } from '../../../tools/editing/signature';
import type { Suggestion } from '../../../tools/editing/suggestions';
import type { Resources } from '../../../tools/editing/resources';
import { toRange } from '../positions';
import type { Workspace } from '../workspace';
import { offsetAt, openPlace } from './place';

const kinds: Record<Suggestion['kind'], CompletionItemKind> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  function: CompletionItemKind.Function,
  variable: CompletionItemKind.Variable,
  table: CompletionItemKind.Constant,
  step: CompletionItemKind.Variable,
  field: CompletionItemKind.Field,
  keyword: CompletionItemKind.Keyword,
  file: CompletionItemKind.File,
};

export async function completion(
  workspace: Workspace,
  { schemas, functions }: Resources,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<CompletionList | null> {
  const place = await openPlace(workspace, textDocument.uri);
  if (!place) {
    return null;
  }
  const { model, file, text, lines } = place;
  const vocabulary = { functions, docsOf: functionDocs };
  const found = complete({ model, file, text, offset: offsetAt(place, position), schemas, vocabulary });
  if (!found) {
    return null;
  }
  const range = toRange(lines, { start: found.from, end: found.to });
  const items = found.items.map(({ label, kind, insert, detail, documentation }): CompletionItem => ({
    label,
    kind: kinds[kind],
    textEdit: { range, newText: insert ?? label },
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined
      ? {}
      : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  }));
  return { isIncomplete: false, items };
}

export async function signatureHelp(
  workspace: Workspace,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<SignatureHelp | null> {
  const place = await openPlace(workspace, textDocument.uri);
  const call = place && callAt(place.model, place.file, place.text, offsetAt(place, position), functionDocs);
  if (!call) {
    return null;
  }
  const { name, docs, parameters, active } = call;
  return {
    signatures: [
      {
        label: `$${name}(${docs.signature})`,
        documentation: { kind: MarkupKind.Markdown, value: docs.description },
        parameters: parameters.map((label) => ({ label })),
      },
    ],
    activeSignature: 0,
    activeParameter: active,
  };
}
