import type { Rule } from './rule';
import { rule as yamlAndSchema } from './rules/yaml-and-schema';
import { rule as expressionSyntax } from './rules/expression-syntax';
import { rule as unknownName } from './rules/unknown-name';
import { rule as unknownOutput } from './rules/unknown-output';
import { rule as wrongArguments } from './rules/wrong-arguments';
import { rule as unknownPath } from './rules/unknown-path';

/** All rules, in the order of docs/lint.md. */
export const rules: readonly Rule[] = [
  yamlAndSchema,
  expressionSyntax,
  unknownName,
  unknownOutput,
  wrongArguments,
  unknownPath,
];
