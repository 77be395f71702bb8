import type { JsonSchema } from '../../runtime/schema/jsonSchema';
import { completeExpression, type Vocabulary } from './completeExpression';
import { completeYaml } from './completeYaml';
import { expressionAt, kindOf, viewOf } from './fileView';
import type { FolderModel } from './folderModel';
import type { Suggestions } from './suggestions';

/** The schemas of the files that are completed. */
export interface FileSchemas {
  workflow: JsonSchema;
  manifest: JsonSchema;
}

export interface CompletionRequest {
  /** The folder as it was when it could last be read. */
  model: FolderModel | undefined;
  /** The name that documents have, see FolderModel. */
  file: string;
  /** The file as it is now. */
  text: string;
  offset: number;
  schemas: FileSchemas;
  vocabulary: Vocabulary;
}

/** What can be written at the cursor: keys and values of YAML, and what an expression can read and call. */
export function complete({
  model,
  file,
  text,
  offset,
  schemas,
  vocabulary,
}: CompletionRequest): Suggestions | undefined {
  const kind = kindOf(model, file, text);
  const view = viewOf(text, kind);
  const place = expressionAt(view, offset);
  if (place && model) {
    const found = completeExpression(model, file, place.expression, place.at, vocabulary);
    return found && { from: offset - (place.at - found.from), to: offset, items: found.items };
  }
  return kind === 'workflow' || kind === 'manifest'
    ? completeYaml(view, offset, schemas[kind], model, file)
    : undefined;
}
