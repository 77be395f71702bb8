import type { Destination } from '../destination/destination';
import { readBundle, toLiteral } from './bundle';
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
  const texts = new Map([...plugin.workflows, ...entryFiles(plugin), ...plugin.tables]);
  return [
    ...[...texts].map(([path, text]) => ({ path: `${folder}/${path}`, text: withoutModeline(text) })),
    { path: `${folder}/runtime.js`, text: await renderRuntime(plugin) },
  ];
}

/** The workflows of the features, under the names that the host looks for. */
function entryFiles({ manifest, workflows }: Plugin): [string, string][] {
  return Object.entries(hostFiles).flatMap(([feature, name]): [string, string][] => {
    const text = workflows.get((manifest.features[feature] ?? '').replace(/^\.\//, ''));
    return text === undefined ? [] : [[name, text]];
  });
}

/** An editor's hint to a schema that the host does not have. */
function withoutModeline(text: string): string {
  return text.replace(/^# yaml-language-server:.*\n+/, '');
}

async function renderRuntime({ manifest, configSchema }: Plugin): Promise<string> {
  return [
    `// What the workflows of ${manifest.title} call, written by "destkit export"; changes are lost at the next export.`,
    '"use strict";',
    (await readBundle('hostRuntime')).trimEnd(),
    `module.exports = destkit.createHostRuntime(${toLiteral({ configSchema })});`,
    '',
  ].join('\n');
}
