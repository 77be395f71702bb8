import type { Destination } from '../../runtime/destination/destination';
import { readConfigSchema } from '../../runtime/destination/load';
import { readBundle } from './bundle';
import { renderEmbedded } from './embedded';
import type { OutputFile } from './outputFile';
import { describeSettings } from './settingsText';

const features = ['processor', 'dataDelivery', 'userDeletion'];

/** The globals that the function uses; typeof, because a host may lack one. */
const hostNames = [
  'RetryError',
  'EventNotSupported',
  'InvalidEventPayload',
  'ValidatePayload',
  'ValidationError',
];

const eventHandlers = ['onTrack', 'onIdentify', 'onScreen', 'onPage', 'onGroup', 'onAlias'];

/** One file to paste into Segment as a destination function. */
export async function exportSegmentFunction(destination: Destination): Promise<OutputFile[]> {
  const { manifest } = destination;
  const configSchema = await readConfigSchema(destination);
  const hasDialect = Object.hasOwn(configSchema.properties as object, 'dialect');
  const data = await renderEmbedded(destination, features, hasDialect ? { dialect: 'segment' } : {});
  const text = [
    '/*',
    ` * ${manifest.title}, as a destination function for Segment; written by "destkit export".`,
    ' *',
    ` * ${manifest.description}`,
    ' *',
    ' * Add each setting under this name. You can write an array or an object as JSON.',
    ' * An empty setting counts as not set; write [] for an empty array.',
    ' *',
    ...describeSettings(configSchema).map((line) => ` *${line}`),
    ' */',
    (await readBundle('io/hosts/segmentFunction.bundle.js')).trimEnd(),
    '',
    `const destination = destkit.createSegmentFunction(${data}, {`,
    'fetch: (url, options) => fetch(url, options),',
    'crypto,',
    ...hostNames.map((name) => `${name}: typeof ${name} === "function" ? ${name} : undefined,`),
    '});',
    '',
    ...eventHandlers.flatMap((name) => [
      `async function ${name}(event, settings) {`,
      '  await destination.handle(event, settings);',
      '}',
      '',
    ]),
    'async function onDelete(event, settings) {',
    '  await destination.erase(event, settings);',
    '}',
    '',
  ].join('\n');
  return [{ path: `${destination.name}.js`, text }];
}
