import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Destination } from '../../runtime/destination/destination';
import { readConfigSchema } from '../../runtime/destination/load';
import { createError } from '../../runtime/errors/destkitError';
import type { JsonSchema } from '../../runtime/schema/jsonSchema';
import { compileSchema } from '../../runtime/schema/validator';
import { consentSchemas } from './consentSettings';
import { toHostSchema } from './hostSchema';
import type { OutputFile } from './outputFile';
import { renderUi } from './settingsUi';

/**
 * Information for the control plane in addition to the settings: the file that the manifest names under `exports`.
 */
interface HostFacts {
  definition: Record<string, unknown>;
  includeKeys: string[];
  messageTypes: string[];
  /** Those of events that are sent on the device, by source type. */
  deviceMessageTypes: Record<string, string[]>;
  sourceTypes: Record<string, { modes: string[]; keys?: string[] }>;
  sourceKeys: string[];
  deviceKeys: string[];
  /** Fields of the SDKs' settings page, in the control plane's format. */
  sdkFields: object[];
}

/** The definition of a destination for RudderStack's control plane. @throws EXPORT_IMPOSSIBLE */
export async function exportIntegrationsConfig(destination: Destination): Promise<OutputFile[]> {
  const { manifest } = destination;
  const configSchema = await readConfigSchema(destination);
  const file = manifest.exports?.integrationsConfig;
  if (file === undefined) {
    const problem = 'destination.yaml names no file under exports.integrationsConfig';
    throw createError('EXPORT_IMPOSSIBLE', { problem });
  }
  const facts = parse(await readFile(join(destination.path, file), 'utf8')) as HostFacts;
  const settings = configSchema.properties as Record<string, JsonSchema>;
  const perSource = perSourceKeys(facts);
  const consent = consentSchemas(perSource);
  const schema = toHostSchema({ ...configSchema, properties: { ...settings, ...consent } });
  const shown = Object.keys(settings).filter((key) => !Object.values(perSource).flat().includes(key));
  const folder = `src/configurations/destinations/${manifest.name}`;
  const render = (path: string, value: unknown) => ({ path, text: `${JSON.stringify(value, null, 2)}\n` });
  return [
    render(`${folder}/db-config.json`, {
      name: manifest.name.toUpperCase(),
      displayName: manifest.title,
      config: renderDefinition(facts, settings, shown),
    }),
    render(`${folder}/schema.json`, { configSchema: schema }),
    render(`${folder}/ui-config.json`, renderUi(shown, configSchema, facts.sdkFields)),
    render(
      `test/data/validation/destinations/${manifest.name}.json`,
      await renderCases(destination, schema, settings),
    ),
  ];
}

function renderDefinition(facts: HostFacts, settings: Record<string, JsonSchema>, shown: string[]): object {
  const { definition, includeKeys, messageTypes, deviceMessageTypes, sourceTypes } = facts;
  const secretKeys = Object.keys(settings).filter((key) => settings[key]?.['x-secret']);
  const types = Object.keys(sourceTypes);
  const modes = Object.fromEntries(Object.entries(sourceTypes).map(([type, each]) => [type, each.modes]));
  return {
    ...definition,
    includeKeys: includeKeys.filter((key) => !secretKeys.includes(key)),
    excludeKeys: [],
    supportedSourceTypes: types,
    supportedMessageTypes: { cloud: messageTypes, device: deviceMessageTypes },
    supportedConnectionModes: modes,
    destConfig: { defaultConfig: shown, ...perSourceKeys(facts) },
    secretKeys,
  };
}

function perSourceKeys({ sourceTypes, sourceKeys, deviceKeys }: HostFacts): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(sourceTypes).map(([type, { modes, keys = [] }]) => [
      type,
      [...(modes.includes('device') ? deviceKeys : []), ...sourceKeys, ...keys],
    ]),
  );
}

/**
 * Settings with the expected result of validation: the example, an empty object, and each setting with a value of a
 * wrong type.
 */
async function renderCases(
  { manifest, path }: Destination,
  schema: object,
  settings: Record<string, JsonSchema>,
): Promise<object[]> {
  const validator = compileSchema(schema);
  const example =
    manifest.examples === undefined
      ? {}
      : (parse(await readFile(join(path, manifest.examples.config), 'utf8')) as object);
  const wrong = Object.keys(settings).map((key) => ({ ...example, [key]: { unknown: ['no setting'] } }));
  const consents = [{ provider: 'ketch', consents: [{ consent: 'analytics' }] }, { provider: 'custom' }];
  const configs = [
    example,
    {},
    ...wrong,
    ...consents.map((each) => ({ ...example, consentManagement: { cloud: [each] } })),
    { ...example, notASetting: true },
  ];
  return configs.map((config) => ({ config, result: validator.accepts(config) }));
}
