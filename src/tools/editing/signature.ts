import { readTokens } from '../../runtime/jsonata/tokens';
import { expressionAt, kindOf, viewOf } from './fileView';
import type { FolderModel } from './folderModel';
import type { FunctionDocs } from './suggestions';

/** The function whose arguments are being typed. */
export interface CallInfo {
  name: string;
  docs: FunctionDocs;
  parameters: readonly string[];
  /** Which of the parameters is being typed, from 0. */
  active: number;
}

/** The innermost call around an offset of a file. It need not be complete. */
export function callAt(
  model: FolderModel | undefined,
  file: string,
  text: string,
  offset: number,
  docsOf: (name: string) => FunctionDocs | undefined,
): CallInfo | undefined {
  const place = expressionAt(viewOf(text, kindOf(model, file, text)), offset);
  const call = place && openCall(place.expression.scalar.text, place.at);
  const docs = call && docsOf(call.name);
  if (!docs) {
    return undefined;
  }
  const parameters = docs.signature === '' ? [] : docs.signature.split(/,\s*/);
  const last = Math.max(0, parameters.length - 1);
  return { name: call.name, docs, parameters, active: Math.min(call.active, last) };
}

function openCall(text: string, at: number): { name: string; active: number } | undefined {
  const open: { name: string | undefined; active: number }[] = [];
  let before = '';
  for (const { start, end, kind } of readTokens(text)) {
    if (start >= at) {
      break;
    }
    const word = text.slice(start, end);
    const top = open.at(-1);
    if (kind === 'operator' && /^[([{]$/.test(word)) {
      open.push({ name: word === '(' && /^\$\w/.test(before) ? before.slice(1) : undefined, active: 0 });
    } else if (kind === 'operator' && /^[)\]}]$/.test(word) && end <= at) {
      open.pop();
    } else if (word === ',' && top) {
      top.active += 1;
    }
    before = kind === 'comment' ? before : word;
  }
  const call = open.findLast(({ name }) => name !== undefined);
  return call?.name === undefined ? undefined : { name: call.name, active: call.active };
}
