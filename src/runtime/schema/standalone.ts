import Ajv, { type AnyValidateFunction } from 'ajv/dist/core';
import DraftSeven from 'ajv';
import addFormats from 'ajv-formats';
import { _Code, getProperty, nil } from 'ajv/dist/compile/codegen/code';
import standaloneCode from 'ajv/dist/standalone';
import { findPath } from './pointer';
import { ajvOptions } from './validator';

/**
 * Renders a JSON Schema as JavaScript: the body of a function of (schema, require, module) that sets `module.exports`
 * to the validation function. Errors refer to parts of the `schema` that is passed in.
 */
export function renderValidator(schema: object): string {
  const ajv: Ajv = new DraftSeven({ ...ajvOptions, code: { source: true, lines: true } });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  shareParts(validate, schema, new Set());
  return standaloneCode(ajv, validate).replace(/^"use strict";\n?/, '');
}

/** The same as the text of a CommonJS module: see SchemaModule. */
export function renderSchemaModule(schema: object): string {
  return [
    '"use strict";',
    'exports.make = (schema) => {',
    'const module = { exports: {} };',
    renderValidator(schema),
    'return module.exports;',
    '};',
    '',
  ].join('\n');
}

/**
 * Makes the code refer to the parts of the schema. Otherwise Ajv would write out each part again (18 % more code for
 * the schemas of the package), and an error would contain a copy, which dropAlternatives does not recognize.
 * `scopeValues`, which Ajv itself reads for standalone code, is not documented: test/apps/studio/schemaCache.test.ts
 * fails if it changes.
 */
function shareParts({ source }: AnyValidateFunction, schema: object, seen: Set<unknown>): void {
  for (const { value } of source?.scopeValues.schema ?? []) {
    const path = value && findPath(schema, value.ref);
    if (value && path) {
      value.code = new _Code(
        ['schema', ...path.map((key) => String(getProperty(key)))].join('') || String(nil),
      );
    }
  }
  for (const { value } of source?.scopeValues.validate ?? []) {
    if (typeof value?.ref === 'function' && !seen.has(value.ref)) {
      seen.add(value.ref);
      shareParts(value.ref as AnyValidateFunction, schema, seen);
    }
  }
}
