import type { Destination } from '../../runtime/destination/destination';
import { readConfigSchema } from '../../runtime/destination/load';
import { recordFeatures, renderCode } from './aheadOfTime';
import { readBundle } from './bundle';
import { renderGoldenData } from './goldenData';
import type { OutputFile } from './outputFile';
import { readPlugin, type Plugin } from './plugin';

/** The files by which the host knows what a folder can do. */
const hostFiles: Record<string, string> = { processor: 'procWorkflow.yaml', router: 'rtWorkflow.yaml' };

/** The path of a destination's folder in the host's repository. */
export function cdkFolder(name: string): string {
  return `src/cdk/v2/destinations/${name}`;
}

/** A folder for rudder-transformer's CDK v2: the workflows as they are, and one file with all that they call. */
export async function exportRudderTransformer(destination: Destination): Promise<OutputFile[]> {
  const plugin = await readPlugin(destination, Object.keys(hostFiles));
  const folder = cdkFolder(destination.name);
  const texts = new Map([...plugin.workflows, ...entryFiles(plugin, destination), ...plugin.tables]);
  return [
    ...[...texts].map(([path, text]) => ({ path: `${folder}/${path}`, text: withoutModeline(text) })),
    { path: `${folder}/runtime.js`, text: await renderRuntime(destination) },
    ...renderGoldenData(destination, 'cdkV2'),
  ];
}

/** The workflows of the features, under the names that the host looks for. */
function entryFiles({ workflows }: Plugin, { manifest }: Destination): [string, string][] {
  return Object.entries(hostFiles).flatMap(([feature, name]): [string, string][] => {
    const text = workflows.get((manifest.features[feature] ?? '').replace(/^\.\//, ''));
    return text === undefined ? [] : [[name, text]];
  });
}

/** An editor's hint to a schema that the host does not have. */
function withoutModeline(text: string): string {
  return text.replace(/^# yaml-language-server:.*\n+/, '');
}

async function renderRuntime(destination: Destination): Promise<string> {
  const { recorder } = await recordFeatures(destination, Object.keys(hostFiles));
  const configSchema = await readConfigSchema(destination);
  return [
    `// What the workflows of ${destination.manifest.title} call, and their code, written by "destkit export". A workflow that is`,
    '// changed here is interpreted, which is slow: change it where it was exported from, and export it again.',
    '"use strict";',
    (await readBundle('hostRuntime')).trimEnd(),
    `module.exports = destkit.createHostRuntime(${renderCode(recorder, configSchema)});`,
    '',
  ].join('\n');
}
