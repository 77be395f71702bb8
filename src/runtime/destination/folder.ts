import { createError, DestkitError, type Where } from '../errors/destkitError';
import type { Path, TextDocument } from '../schema/document';
import type { Validator } from '../schema/validating';
import { WorkflowReader } from '../workflow/readWorkflow';
import type { WorkflowSource } from '../workflow/source';
import { FolderReader } from './folderReader';
import { knownNames } from './knownNames';
import { anySettings, platformBindings, readManifest } from './hostFolder';
import type { Manifest } from './manifest';
import { listDataFiles } from './manifestFiles';
import type { Files } from './nodeFiles';
import { openOwnSchema, schemaOpener } from './openSchema';
import { readSandboxRules, type SandboxRules } from './sandboxRules';
import { compileRequestSchema, type CheckRequest } from './requestSchemas';

/** A destination folder, read and checked. */
export interface DestinationFolder {
  path: string;
  manifest: Manifest;
  configSchema: Validator;
  requestSchemas: readonly CheckRequest[];
  sandboxRules: SandboxRules;
  /** Feature -> its workflow. */
  workflows: ReadonlyMap<string, WorkflowSource>;
  /** Modules that a host binds in each of its json-template workflows. */
  platformBindings?: readonly string[];
}

export interface LoadOptions {
  /**
   * Lets bindings be JavaScript of the folder or of npm packages, which then runs in this process. Without it, such a folder
   * is refused: BINDING_IS_CODE.
   */
  allowCode?: boolean | undefined;
}

/**
 * Reads a destination folder and checks every file that its manifest names.
 *
 * @throws DESTINATION_INVALID with all problems, each with its file, line and column
 */
export async function readFolder(
  path: string,
  files: Files,
  { allowCode = false }: LoadOptions = {},
): Promise<DestinationFolder> {
  const folder = new FolderReader(path, files);
  try {
    const { document: manifestText, isHostFolder } = await readManifest(folder);
    failOn(isHostFolder ? [] : await folder.check(manifestText, 'destination'));
    const manifest = manifestText.value as Manifest;
    const whereNamed = (at: Path) => () => manifestText.whereValue(at);
    // Checked here for all later reads.
    for (const { file, at } of listDataFiles(manifest)) {
      folder.ensureInside(file, whereNamed(at));
    }

    const workflowSchema = await openOwnSchema(isHostFolder ? 'host-workflow' : 'workflow', files);
    const entries = Object.entries(manifest.features);
    const reader = new WorkflowReader(folder.read, workflowSchema, await knownNames(), allowCode);
    const results = await Promise.all(
      entries.map(([feature, file]) => reader.read(file, whereNamed(['features', feature]))),
    );
    failOn(unique(results.flatMap(({ problems }) => problems)));

    const { config, requests = [] } = manifest.schemas;
    const workflows = entries.flatMap(([feature], index): [string, WorkflowSource][] => {
      const source = results[index]?.source;
      return source ? [[feature, source]] : [];
    });
    return {
      path,
      manifest,
      configSchema:
        config === undefined
          ? anySettings
          : openConfigSchema(await readSchema(config, folder, whereNamed(['schemas', 'config']))),
      requestSchemas: await Promise.all(
        requests.map(async ({ schema, when }, index) =>
          compileRequestSchema(
            (await readSchema(schema, folder, whereNamed(['schemas', 'requests', index, 'schema']))).open,
            when,
            whereNamed(['schemas', 'requests', index, 'when']),
          ),
        ),
      ),
      sandboxRules: await readSandboxRules(
        manifest.sandbox ?? {},
        async (schema, index) =>
          (await readSchema(schema, folder, whereNamed(['sandbox', 'schemas', index, 'schema']))).open,
        (place) => manifestText.whereValue(['sandbox', ...place]),
      ),
      workflows: new Map(workflows),
      ...(isHostFolder ? { platformBindings: platformBindings(folder) } : {}),
    };
  } catch (error) {
    const problems = error instanceof ProblemsFound ? error.problems : [error as DestkitError];
    if (!problems.every((problem) => problem instanceof DestkitError)) {
      throw error;
    }
    const name = path.replace(/^.*[\\/]/, '');
    throw createError('DESTINATION_INVALID', { name, count: problems.length }, {}, problems);
  }
}

/** Thrown with all problems found while a folder is read. */
class ProblemsFound extends Error {
  constructor(readonly problems: readonly DestkitError[]) {
    super();
  }
}

function failOn(problems: readonly DestkitError[]): void {
  if (problems.length > 0) {
    throw new ProblemsFound(problems);
  }
}

/** A workflow that two features share would otherwise report its problems twice. */
function unique(problems: readonly DestkitError[]): DestkitError[] {
  const byText = new Map(
    problems.map((problem) => [JSON.stringify([problem.message, problem.where.at]), problem]),
  );
  return [...byText.values()];
}

interface SchemaFile {
  document: TextDocument;
  open: () => Validator;
}

async function readSchema(file: string, reader: FolderReader, where: () => Where): Promise<SchemaFile> {
  const document = await reader.read(file, where, 'schema');
  failOn(await reader.check(document, 'json-schema'));
  return { document, open: schemaOpener(document.text, document.value, reader.files) };
}

/** Finds problems that the schema of schemas does not, such as a `$ref` to a missing schema. */
function openConfigSchema({ document, open }: SchemaFile): Validator {
  try {
    return open();
  } catch (error) {
    const problem = `the schema cannot be used: ${(error as Error).message}`;
    throw createError('FILE_SCHEMA', { problem }, document.whereOffset(0));
  }
}
