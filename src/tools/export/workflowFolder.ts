import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Destination } from '../../runtime/destination/destination';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import type { OutputFile } from './outputFile';
import { readPlugin } from './plugin';

export interface FolderOptions {
  /** Put `destkit/runtime` into the folder, for a host that is not to install destkit. */
  isBundled: boolean;
}

/** The file in a folder that holds `destkit/runtime`. */
const BUNDLE = 'destkit.js';

/**
 * The files of a folder whose workflows rudder-transformer runs: YAML, JSON, and `runtime.js`, which they bind.
 *
 * @param entries the features to export, each with the name that its workflow file is to have
 */
export async function renderWorkflowFolder(
  destination: Destination,
  entries: Readonly<Record<string, string>>,
  { isBundled }: FolderOptions,
): Promise<OutputFile[]> {
  const { workflows, tables } = await readPlugin(destination, Object.keys(entries));
  const entryFiles = Object.entries(entries).flatMap(([feature, name]): [string, string][] => {
    const text = workflows.get((destination.manifest.features[feature] ?? '').replace(/^\.\//, ''));
    return text === undefined ? [] : [[name, text]];
  });
  const files = new Map([...workflows, ...entryFiles, ...tables]);
  const schemaFile = join(destination.path, destination.manifest.schemas.config);
  return [
    ...[...files].map(([path, text]) => ({ path, text: withoutModeline(text) })),
    { path: 'config.schema.json', text: await readFile(schemaFile, 'utf8') },
    { path: 'runtime.js', text: runtimeText(isBundled) },
    ...(isBundled ? [{ path: BUNDLE, text: await readRuntime() }] : []),
  ];
}

/** The line that gets something from `destkit/runtime`. The host's lint does not look at the exports of a package. */
export function requireRuntime(name: string, isBundled: boolean): string {
  const from = (module: string) => `const { ${name} } = require('${module}');`;
  return isBundled
    ? from(`./${BUNDLE.replace('.js', '')}`)
    : `// eslint-disable-next-line import/no-unresolved\n${from('destkit/runtime')}`;
}

/** An editor's hint to a schema that the host does not have. */
function withoutModeline(text: string): string {
  return text.replace(/^# yaml-language-server:.*\n+/, '');
}

function runtimeText(isBundled: boolean): string {
  return `// What the workflows in this folder bind as ./runtime. It compiles them when they are loaded.
${requireRuntime('createHostRuntime', isBundled)}
const configSchema = require('./config.schema.json');

module.exports = createHostRuntime(__dirname, configSchema);
`;
}

/** `destkit/runtime` as one file: see scripts/hostRuntime.js. */
function readRuntime(): Promise<string> {
  return readFile(join(nodeFiles.packageRoot, 'dist/io/hosts/runtime.js'), 'utf8');
}
