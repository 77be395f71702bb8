import type { Rule } from './rule';
import { rule as arrayTarget } from './rules/array-target';
import { rule as codeBinding } from './rules/code-binding';
import { rule as constantCondition } from './rules/constant-condition';
import { rule as expressionSyntax } from './rules/expression-syntax';
import { rule as foldedExpression } from './rules/folded-expression';
import { rule as foreignHost } from './rules/foreign-host';
import { rule as interpretedExpression } from './rules/interpreted-expression';
import { rule as secretLeak } from './rules/secret-leak';
import { rule as shadowedBuiltin } from './rules/shadowed-builtin';
import { rule as slowRegex } from './rules/slow-regex';
import { rule as uncheckedTemplate } from './rules/unchecked-template';
import { rule as unknownName } from './rules/unknown-name';
import { rule as unknownOutput } from './rules/unknown-output';
import { rule as unknownPath } from './rules/unknown-path';
import { rule as unusedBinding } from './rules/unused-binding';
import { rule as unusedConfigKey } from './rules/unused-config-key';
import { rule as unusedStep } from './rules/unused-step';
import { rule as unusedTableEntry } from './rules/unused-table-entry';
import { rule as unwrittenField } from './rules/unwritten-field';
import { rule as wrongArguments } from './rules/wrong-arguments';
import { rule as yamlAndSchema } from './rules/yaml-and-schema';

/** All rules, in the order of docs/lint.md. */
export const rules: readonly Rule[] = [
  yamlAndSchema,
  expressionSyntax,
  unknownName,
  unknownOutput,
  wrongArguments,
  unknownPath,
  unusedStep,
  unusedBinding,
  unusedTableEntry,
  constantCondition,
  shadowedBuiltin,
  interpretedExpression,
  uncheckedTemplate,
  foldedExpression,
  unusedConfigKey,
  unwrittenField,
  arrayTarget,
  foreignHost,
  secretLeak,
  codeBinding,
  slowRegex,
];
