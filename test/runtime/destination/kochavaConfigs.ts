import fc from 'fast-check';
import { readSchema } from '../schema/schemaFile';
import { anyJson, eventNames, propertyNames, traitNames } from './kochavaWords';

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  anyOf?: Schema[];
  enum?: unknown[];
  type?: string | string[];
  items?: Schema;
  minItems?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
}

const schema = readSchema('kochava/config.schema.json') as unknown as Schema & {
  definitions: Record<string, Schema>;
};

const names = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...eventNames) }, fc.string());
const words = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...traitNames, ...propertyNames) },
  fc.string(),
);
const paths = fc.oneof(
  { weight: 8, arbitrary: idPaths() },
  fc.constantFrom('__proto__', 'constructor.name', 'properties.products.0', 'nowhere', 'a b.$'),
);
const categoryPaths = fc.constantFrom('context.consent.categoryPreferences', 'context.consentManagement');
const categories = fc.constantFrom('Advertising', 'Analytics', 'constructor', '__proto__');

/** Texts of a form that a schema gives by a pattern. */
const definitions: Record<string, fc.Arbitrary<unknown>> = {
  dynamic: fc.constantFrom('{{ message.name || "x" }}', '{{a||}}'),
  eventListEntry: fc.record({ eventName: names }),
  eventList: fc.oneof(
    fc.array(fc.record({ eventName: names }), { maxLength: 5 }),
    fc.record({ web: fc.array(fc.record({ eventName: names }), { maxLength: 2 }), eventName: anyJson }),
  ),
  filledText: fc.oneof(names, words),
  parameterName: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('price', 'sum', 'amount', '0') }, words),
  dottedPath: paths,
  identifierKey: fc.constantFrom('roku_id', 'rida', 'custom.id', 'X'),
  consentPath: fc.oneof(
    fc.constantFrom('context.consent.adUserData', 'context.consent.tcString', 'properties.flag'),
    fc.record({ path: fc.oneof(categoryPaths, paths), category: categories }),
  ),
  currency: fc.stringMatching(/^[A-Za-z]{3}$/),
  digits: fc.oneof(fc.stringMatching(/^[0-9]{1,20}$/), fc.nat()),
};

/** Keys whose rules stand elsewhere in the schema, or whose schema says less than is needed to matter. */
const keys: Record<string, fc.Arbitrary<unknown>> = {
  profile: fc.oneof(
    { weight: 12, arbitrary: fc.constant('kochava') },
    { weight: 4, arbitrary: fc.constant('rudderstack') },
    definition('dynamic'),
  ),
  eventFilteringOption: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('disable', 'whitelistedEvents', 'blacklistedEvents') },
    anyJson,
  ),
  whitelistedEvents: fc.oneof({ weight: 5, arbitrary: definition('eventList') }, anyJson),
  blacklistedEvents: fc.oneof({ weight: 5, arbitrary: definition('eventList') }, anyJson),
  idfaUpdateEvents: fc.array(fc.record({ eventName: fc.oneof(fc.constant('Order completed '), names) }), {
    maxLength: 3,
  }),
  eventProperties: fc.array(fc.oneof(fc.constant('*'), words), { maxLength: 6 }),
  identifierMapping: fc.dictionary(
    fc.oneof(
      fc.constantFrom('idfa', 'idfv', 'adid', 'android_id', 'imei', 'oaid', 'constructor'),
      fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,9}$/),
    ),
    paths,
    { maxKeys: 4 },
  ),
};

/** How often a key is there, in percent, where it is not the usual 20. */
const presence: Record<string, number> = {
  apiKey: 95,
  profile: 70,
  sendUsers: 60,
  userProperties: 50,
  linkUsersOnEvents: 40,
  sendPushTokens: 50,
  authApiKey: 70,
  authSecret: 70,
  enableAuthentication: 40,
  identifierMapping: 30,
  idfaUpdateEvents: 40,
  sendEvents: 10,
  sendInstalls: 10,
  eventFilteringOption: 15,
};

/** Settings made from the keys of their schema. Most match it; the rules among keys are for the caller to check. */
export const configs: fc.Arbitrary<Record<string, unknown>> = record(schema.properties ?? {}, (key) =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 100 - (presence[key] ?? 20), arbitrary: fc.constant(undefined) },
    { weight: presence[key] ?? 20, arbitrary: valuesOf(schema.properties?.[key] ?? {}, key) },
  ),
);

function valuesOf(part: Schema, key = ''): fc.Arbitrary<unknown> {
  const own = Object.hasOwn(keys, key) ? keys[key] : undefined;
  if (own) {
    return own;
  }
  if (part.$ref !== undefined) {
    return definition(part.$ref.replace('#/definitions/', ''));
  }
  if (part.anyOf ?? part.allOf) {
    // A template is allowed nearly everywhere; it should not be everywhere.
    const options = part.anyOf ?? part.allOf ?? [];
    return fc.oneof(
      ...options.map((option) => ({ weight: isTemplate(option) ? 1 : 15, arbitrary: valuesOf(option) })),
    );
  }
  if (part.enum) {
    return fc.constantFrom(...part.enum);
  }
  const types = [part.type ?? []].flat();
  return types.length === 0 ? anyJson : fc.oneof(...types.map((type) => valuesOfType(type, part)));
}

function valuesOfType(type: string, part: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'string':
      return words;
    case 'array':
      return fc.array(valuesOf(part.items ?? {}), { minLength: part.minItems ?? 0, maxLength: 6 });
    case 'object':
      return record(part.properties ?? {}, (key) => {
        const values = valuesOf(part.properties?.[key] ?? {});
        return part.required?.includes(key) ? values : fc.oneof(fc.constant(undefined), values);
      });
    default:
      throw new Error(`no values for the type ${type}`);
  }
}

function isTemplate({ $ref }: Schema): boolean {
  return $ref === '#/definitions/dynamic';
}

function definition(name: string): fc.Arbitrary<unknown> {
  const values = definitions[name];
  if (!values) {
    throw new Error(`no values for the definition ${name}`);
  }
  return values;
}

/** Objects with these keys; one whose value is undefined is left out. */
function record(
  properties: Record<string, Schema>,
  values: (key: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(Object.keys(properties).map((key) => [key, values(key)]));
  return fc
    .record(model)
    .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}

function idPaths(): fc.Arbitrary<string> {
  return fc.constantFrom(
    'context.device.oaid',
    'context.device.id',
    'context.device.idfa',
    'context.device',
    'properties.name',
    'userId',
    'anonymousId',
  );
}
