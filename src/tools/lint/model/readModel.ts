import type { LoadOptions } from '../../../runtime/destination/folder';
import { FolderReader } from '../../../runtime/destination/folderReader';
import { readManifest } from '../../../runtime/destination/hostFolder';
import type { Files } from '../../../runtime/destination/nodeFiles';
import { knownNames } from '../../../runtime/destination/knownNames';
import { listDataFiles, listSchemas, type NamedSchema } from '../../../runtime/destination/manifestFiles';
import type { Path, TextDocument } from '../../../runtime/schema/document';
import { valueAt } from '../../../runtime/schema/pointer';
import { findTooManySteps } from '../../../runtime/workflow/checkSteps';
import { listFiles } from '../../../runtime/workflow/workflowFile';
import { manifestExpressions } from './manifestExpressions';
import { ProblemReader } from './problemReader';
import type { LintModel, LintWorkflow, SchemaDocument } from './model';
import { readLintWorkflow } from './readWorkflow';
import { wellFormedManifest } from './wellFormedManifest';

const MESSAGES = 'schemas/messages';

/** Reads a destination folder for linting; what is wrong with it is in the model, and nothing is thrown for it. */
export async function readModel(
  path: string,
  files: Files,
  { allowCode = false }: LoadOptions = {},
): Promise<LintModel> {
  const messages = files.join(files.packageRoot, MESSAGES);
  const folder = new FolderReader(path, files);
  const reader = new ProblemReader(folder);
  const { document: manifest, isHostFolder } = await readManifest(folder);
  if (!isHostFolder) {
    await reader.isSound(manifest, 'destination');
  }
  const known = await knownNames();

  const workflows = new Map<string, LintWorkflow>();
  const visit = async (named: string, feature: string | undefined, from: Reference): Promise<void> => {
    const file = files.join('.', named);
    const seen = workflows.get(file);
    if (seen) {
      workflows.set(file, { ...seen, features: [...seen.features, feature ?? []].flat() });
      return;
    }
    const document = await reader.read(file, from.document, from.path);
    if (!document || workflows.has(file)) {
      return;
    }
    const tooMany = findTooManySteps(document);
    if (tooMany.length > 0) {
      reader.problems.push(...tooMany);
      return;
    }
    const isSound = await reader.isSound(document, isHostFolder ? 'host-workflow' : 'workflow');
    if (isHostFolder) {
      await reader.warnOfIgnoredKeys(document);
    }
    const templateType = valueAt(document.value, ['templateType']);
    const isJsonTemplate =
      templateType === undefined ? from.isJsonTemplate : isHostFolder && templateType !== 'jsonata';
    const workflow = await readLintWorkflow(document, file, reader, { known, isJsonTemplate });
    workflows.set(file, { ...workflow, features: feature === undefined ? [] : [feature], isSound });
    for (const { kind, file: inner, at: path } of listFiles(document.value)) {
      if (kind === 'workflow') {
        await visit(inner, undefined, { document, path, isJsonTemplate });
      }
    }
  };
  const manifestValue = wellFormedManifest(manifest.value);
  for (const [feature, file] of Object.entries(manifestValue.features ?? {})) {
    if (typeof (file as unknown) === 'string') {
      await visit(file, feature, {
        document: manifest,
        path: ['features', feature],
        isJsonTemplate: isHostFolder,
      });
    }
  }

  for (const { file, at } of listDataFiles(manifest.value)) {
    reader.ensureInside(file, manifest, at);
  }
  const readSchemas = async (wanted: NamedSchema['use']): Promise<SchemaDocument[]> => {
    const named = listSchemas(manifest.value).filter(({ use }) => use === wanted);
    return (await Promise.all(named.map(({ file, at }) => reader.readSchema(file, manifest, at)))).flat();
  };
  const [config] = await readSchemas('config');
  return {
    allowCode,
    manifest,
    manifestValue,
    fileProblems: reader.problems,
    workflows: [...workflows.values()],
    expressions: [
      ...manifestExpressions(manifest),
      ...[...workflows.values()].flatMap((each) => each.expressions),
    ],
    tables: [...reader.tables.values()],
    config,
    requests: await readSchemas('requests'),
    messages: await Promise.all(
      files
        .filesIn(messages)
        .map(async (file) => JSON.parse(await files.read(files.join(messages, file))) as object),
    ),
  };
}

/** What names a workflow file. */
interface Reference {
  document: TextDocument;
  path: Path;
  /** Whether the file's templates are json-template unless it says otherwise. */
  isJsonTemplate: boolean;
}
