import { displayPath } from '../../../runtime/destination/folder';
import { MANIFEST } from '../../../runtime/destination/locate';
import type { Files } from '../../../runtime/destination/nodeFiles';
import { openOwnSchema } from '../../../runtime/destination/openSchema';
import { knownNames } from '../../../runtime/destination/knownNames';
import { checkDocument } from '../../../runtime/schema/check';
import { openDocument, type Path, type TextDocument } from '../../../runtime/schema/document';
import type { Validator } from '../../../runtime/schema/validating';
import type { Problem } from '../finding';
import { FolderReader } from './folderReader';
import { manifestExpressions } from './manifestExpressions';
import { isObject } from '../../../runtime/isObject';
import type { LintModel, LintStep, LintWorkflow, SchemaDocument } from './model';
import { readLintWorkflow } from './readWorkflow';
import { soundManifest } from './soundManifest';

const MESSAGES = 'schemas/messages';

/** Reads a destination folder for linting; what is wrong with it is in the model, and nothing is thrown for it. */
export async function readModel(path: string, files: Files): Promise<LintModel> {
  const messages = files.join(files.packageRoot, MESSAGES);
  const manifest = openDocument(
    displayPath(files.join(path, MANIFEST), files),
    await files.read(files.join(path, MANIFEST)),
  );
  const problems: Problem[] = check(manifest, await openOwnSchema('destination', files));
  const manifestValue = soundManifest(manifest.value);
  const reader = new FolderReader(path, files, problems);
  const workflowSchema = await openOwnSchema('workflow', files);
  const known = await knownNames();

  const workflows = new Map<string, LintWorkflow>();
  const tables = new Map<string, TextDocument>();
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
    const faults = check(document, workflowSchema);
    problems.push(...faults);
    const workflow = await readLintWorkflow(document, file, reader, tables, known);
    const features = feature === undefined ? [] : [feature];
    workflows.set(file, { ...workflow, features, isSound: faults.length === 0 });
    for (const step of workflowFiles(workflow.steps)) {
      await visit(step.file, undefined, { document, path: step.path });
    }
  };
  for (const [feature, file] of Object.entries(manifestValue.features ?? {})) {
    if (typeof file === 'string') {
      await visit(file, feature, { document: manifest, path: ['features', feature] });
    }
  }

  const schema = async (file: unknown, at: Path): Promise<SchemaDocument[]> =>
    typeof file === 'string' ? reader.readSchema(file, manifest, at) : [];
  const requests = Array.isArray(manifestValue.schemas?.requests) ? manifestValue.schemas.requests : [];
  const [config] = await schema(manifestValue.schemas?.config, ['schemas', 'config']);
  const requestSchemas = await Promise.all(
    requests.map((request: unknown, index) =>
      schema(isObject(request) ? request.schema : undefined, ['schemas', 'requests', index, 'schema']),
    ),
  );
  return {
    manifest,
    manifestValue,
    fileProblems: problems,
    workflows: [...workflows.values()],
    expressions: [
      ...manifestExpressions(manifest),
      ...[...workflows.values()].flatMap((each) => each.expressions),
    ],
    tables: [...tables.values()],
    config,
    requests: requestSchemas.flat(),
    messages: await Promise.all(
      files
        .filesIn(messages)
        .map(async (file) => JSON.parse(await files.read(files.join(messages, file))) as object),
    ),
  };
}

interface Reference {
  document: TextDocument;
  path: Path;
}

function check(document: TextDocument, schema: Validator): Problem[] {
  return checkDocument(document, schema).map(({ message, where }) => ({ message, where }));
}

/** The workflow files that the steps of a workflow run. */
function workflowFiles(steps: readonly LintStep[]): { file: string; path: Path }[] {
  return steps.flatMap(({ shape, path, otherwise, children }) => {
    const file: unknown = shape.externalWorkflow?.path;
    const own = typeof file === 'string' ? [{ file, path: [...path, 'externalWorkflow', 'path'] }] : [];
    return [...own, ...workflowFiles(otherwise ? [otherwise, ...children] : children)];
  });
}
