import { consentField } from './consentSettings';
import { schemaParts, type JsonSchema } from '../../runtime/schema/jsonSchema';

/** The page on which these settings of a config schema are filled in, in the control plane's `uiConfig` format. */
export function renderUi(
  keys: readonly string[],
  configSchema: JsonSchema,
  sdkFields: readonly object[],
): object {
  const fields = keys.map((key) => renderField(key, configSchema));
  const [first, ...others] = fields;
  return {
    uiConfig: {
      baseTemplate: [
        {
          title: 'Initial setup',
          note: 'Review how this destination is set up',
          sections: [{ groups: [{ title: 'Connection settings', icon: 'settings', fields: [first] }] }],
        },
        {
          title: 'Configuration settings',
          note: 'Manage the settings for your destination',
          sections: [{ id: 'settings', title: 'Settings', icon: 'settings', groups: [{ fields: others }] }],
        },
      ],
      sdkTemplate: { title: 'SDK settings', note: 'not visible in the ui', fields: sdkFields },
      consentSettingsTemplate: {
        title: 'Consent settings',
        note: 'not visible in the ui',
        fields: [consentField],
      },
    },
  };
}

function renderField(key: string, configSchema: JsonSchema): object {
  const setting = configSchema.properties?.[key] ?? {};
  const label = toLabel(key);
  const base = { configKey: key, label, note: setting.description };
  const parts = schemaParts(setting, configSchema);
  const options = parts.find((each) => each.enum)?.enum;
  const types = parts.flatMap(({ type }) => type ?? []);
  if (options) {
    const choices = options.map((value) => ({ label: toLabel(String(value)), value }));
    return { type: 'singleSelect', ...base, options: choices, default: setting.default ?? options[0] };
  }
  if (types.includes('boolean')) {
    return { type: 'checkbox', ...base, default: setting.default ?? false };
  }
  if (types.includes('array')) {
    const [items = {}] = [setting.items ?? []].flat();
    const columns = Object.keys(items.properties ?? {});
    return columns.length > 1
      ? {
          type: 'mapping',
          ...base,
          columns: columns.map((column) => ({ type: 'textInput', key: column, label: toLabel(column) })),
        }
      : {
          type: 'tagInput',
          ...base,
          ...(items.$ref === undefined ? {} : { tagKey: 'eventName' }),
          default: setting.default ?? [],
        };
  }
  return { type: 'textInput', ...base, placeholder: '', secret: setting['x-secret'] === true };
}

/** `apiKeyIos`: `Api key ios`. */
function toLabel(key: string): string {
  const words = key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
