import { readFile } from 'node:fs/promises';
import { join, normalize, relative } from 'node:path';
import type { Destination } from '../../runtime/destination/destination';
import type { WorkflowSource } from '../../runtime/workflow/source';
import { listFiles } from '../../runtime/workflow/workflowFile';
import { readBundle } from './bundle';
import type { OutputFile } from './outputFile';

export interface FolderOptions {
  /** Whether to write `destkit/runtime` into the folder, for a host that does not install destkit. */
  isBundled: boolean;
}

/** The file name of `destkit/runtime` in a folder. */
const BUNDLE = 'destkit.js';

/**
 * The files of a folder whose workflows rudder-transformer runs: YAML, JSON, and `runtime.js`, which they bind.
 *
 * @param entries the features to export, each with the name of its workflow file
 */
export async function renderWorkflowFolder(
  destination: Destination,
  entries: Readonly<Record<string, string>>,
  { isBundled }: FolderOptions,
): Promise<OutputFile[]> {
  const read = (path: string) => readFile(join(destination.path, path), 'utf8');
  const { features, schemas } = destination.manifest;
  const files = new Map<string, string>();
  for (const [feature, name] of Object.entries(entries)) {
    const source = destination.workflow(feature);
    if (source) {
      files.set(name, features[feature] ?? name);
      filesOf(source, destination.path).forEach((path) => files.set(path, path));
    }
  }
  return [
    ...(await Promise.all(
      [...files].map(async ([path, from]) => ({ path, text: withoutModeline(await read(from)) })),
    )),
    { path: 'config.schema.json', text: await read(schemas.config ?? '') },
    { path: 'runtime.js', text: runtimeText(isBundled) },
    ...(isBundled ? [{ path: BUNDLE, text: await readBundle('io/hosts/runtime.js') }] : []),
  ];
}

/** The paths of the files of a workflow, including those of the workflows that its steps run. */
function filesOf({ file, workflow, inner }: WorkflowSource, folder: string): string[] {
  const named = listFiles(workflow).flatMap((each) =>
    each.kind === 'workflow' ? [] : [normalize(each.file)],
  );
  return [relative(folder, file), ...named, ...[...inner.values()].flatMap((each) => filesOf(each, folder))];
}

/**
 * The line that imports something from `destkit/runtime`. The host's lint does not resolve the exports of a package.
 */
export function requireRuntime(name: string, isBundled: boolean): string {
  const from = (module: string) => `const { ${name} } = require('${module}');`;
  return isBundled
    ? from(`./${BUNDLE.replace('.js', '')}`)
    : `// eslint-disable-next-line import/no-unresolved\n${from('destkit/runtime')}`;
}

/** Removes an editor's hint to a schema that does not exist in the host. */
function withoutModeline(text: string): string {
  return text.replace(/^# yaml-language-server:.*\n+/, '');
}

function runtimeText(isBundled: boolean): string {
  return `// Exports the functions that the workflows in this folder bind as ./runtime, and compiles the workflows when they are loaded.
${requireRuntime('createHostRuntime', isBundled)}
const configSchema = require('./config.schema.json');

module.exports = createHostRuntime(__dirname, configSchema);
`;
}
