import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Outcomes',
  signature: 'config',
  description:
    'the settings, with the keys that the config schema knows; the event is rejected when they do not match the schema',
  examples: [
    { expression: '$validateConfig({"key": "k"})', gives: { key: 'k' } },
    { expression: '$validateConfig(missing)', throws: 'config is missing' },
  ],
};

export const binding: Binding = {
  create:
    ({ config }) =>
    (value: unknown) =>
      config.ensureValid(value),
  gives: 'object',
  always: true,
  shape: 'config',
  ends: true,
};
