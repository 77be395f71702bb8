import { fullFormats } from 'ajv-formats/dist/formats';
import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Strings',
  signature: 'value, format, ...',
  description:
    'whether the value is a string of one of these JSON Schema formats: `ipv4`, `ipv6`, `uuid`, `date-time`, `email`, `uri`',
  examples: [
    { expression: '$hasFormat("::1", "ipv4", "ipv6")', gives: true },
    { expression: '$hasFormat("2026-02-30T08:15:30Z", "date-time")', gives: false },
  ],
};

type FormatName = 'ipv4' | 'ipv6' | 'uuid' | 'date-time' | 'email' | 'uri';

export function hasFormat(value: unknown, ...names: FormatName[]): boolean {
  return typeof value === 'string' && names.some((name) => isOfFormat(value, name));
}

function isOfFormat(text: string, name: FormatName): boolean {
  const format = Object.hasOwn(fullFormats, name) ? fullFormats[name] : undefined;
  const test = typeof format === 'object' && 'validate' in format ? format.validate : format;
  return test instanceof RegExp
    ? test.test(text)
    : typeof test === 'function' && test(text as never) === true;
}

export const binding: Binding = { run: hasFormat, gives: 'boolean', always: true, shape: 'scalar' };
