import { LATER } from './hostSchema';

// Consent settings are RudderStack's own: the same for all destinations, and checked by the tests of its control plane.

const categoryId = { type: 'string', pattern: `${LATER}|^(.{0,100})$` };

const listOf = (properties: object, rules: object = {}) => ({
  type: 'array',
  items: { type: 'object', properties, ...rules },
});

/** A provider of one's own needs to say how its consents are combined. */
const customProvider = {
  if: { properties: { provider: { const: 'custom' } }, required: ['provider'] },
  then: {
    properties: { resolutionStrategy: { type: 'string', enum: ['and', 'or'] } },
    required: ['resolutionStrategy'],
  },
};

const provider = { type: 'string', enum: ['custom', 'iubenda', 'ketch', 'oneTrust'], default: 'oneTrust' };

/** Setting -> what it has for one source type. */
const shapes: Readonly<Record<string, object>> = {
  consentManagement: listOf(
    { provider, consents: listOf({ consent: categoryId }) },
    { allOf: [customProvider] },
  ),
  oneTrustCookieCategories: listOf({ oneTrustCookieCategory: categoryId }),
  ketchConsentPurposes: listOf({ purpose: categoryId }),
};

/**
 * The schemas of the consent settings that source types have.
 *
 * @param perSource source type -> its settings
 */
export function consentSchemas(
  perSource: Readonly<Record<string, readonly string[]>>,
): Record<string, object> {
  return Object.fromEntries(
    Object.entries(shapes).flatMap(([key, shape]) => {
      const types = Object.keys(perSource).filter((type) => perSource[type]?.includes(key));
      const properties = Object.fromEntries(types.map((type) => [type, shape]));
      return types.length === 0 ? [] : [[key, { type: 'object', properties }]];
    }),
  );
}

const options = (choices: Record<string, string>) =>
  Object.entries(choices).map(([value, label]) => ({ label, value }));

/** The field of consentManagement, in the control plane's `uiConfig` format. */
export const consentField = {
  type: 'dynamicCustomForm',
  configKey: 'consentManagement',
  default: [],
  rowFields: [
    {
      type: 'singleSelect',
      configKey: 'provider',
      label: 'Consent management provider',
      options: options({ custom: 'Custom', iubenda: 'iubenda', ketch: 'Ketch', oneTrust: 'OneTrust' }),
      default: 'oneTrust',
      required: true,
    },
    {
      type: 'singleSelect',
      configKey: 'resolutionStrategy',
      label: 'the required consent logic',
      options: options({ and: 'AND', or: 'OR' }),
      required: true,
      variant: 'badge',
      preRequisites: { fields: [{ configKey: 'provider', value: 'custom' }] },
    },
    {
      type: 'tagInput',
      configKey: 'consents',
      label: 'Enter consent category IDs',
      note: "Input your consent category IDs by pressing 'Enter' after each entry. We recommend using IDs instead of names as IDs are unique and less likely to change over time, making them a more reliable choice.",
      placeholder: 'e.g: Marketing',
      tagKey: 'consent',
      default: [{ consent: '' }],
    },
  ],
};
