import { bindings } from '../../../runtime/destination/bindings/runtime';
import { isObject } from '../../../runtime/isObject';
import type { Path } from '../../../runtime/schema/document';
import type { Where } from '../../../runtime/errors/destkitError';
import type { Problem } from '../finding';
import type { LintExpression, SchemaDocument } from '../model/model';
import { growthOf } from '../regex/slowRegex';
import type { Rule } from '../rule';
import { calledName, literalText } from '../tree/walk';
import { whereNode } from '../tree/whereNode';

/** A regular expression that can take very long for some strings in an event or in the settings. */
export const rule: Rule = {
  id: 'slow-regex',
  severity: 'error',
  check: ({ expressions, config, requests }) => [
    ...expressions.flatMap(checkExpression),
    ...[...(config ? [config] : []), ...requests].flatMap(checkSchema),
  ],
};

function checkExpression(expression: LintExpression): Problem[] {
  return expression.nodes.flatMap(({ node }) => {
    if (node.type === 'regex') {
      return judge(node.value.source, node.value.flags, () => whereNode(expression, node));
    }
    const index = bindings.get(calledName(node) ?? '')?.pattern;
    const pattern = node.type === 'function' && index !== undefined ? node.arguments[index] : undefined;
    const text = literalText(pattern);
    return pattern && text !== undefined ? judge(text, 'u', () => whereNode(expression, pattern)) : [];
  });
}

function checkSchema({ value, document }: SchemaDocument): Problem[] {
  return patternsIn(value, []).flatMap(({ pattern, path, isKey }) =>
    judge(pattern, 'u', () => (isKey ? document.whereKey(path) : document.whereValue(path))),
  );
}

interface PlacedPattern {
  pattern: string;
  path: Path;
  isKey: boolean;
}

/** The values of `pattern` and the keys of `patternProperties`. */
function patternsIn(schema: unknown, at: Path): PlacedPattern[] {
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  return Object.entries(schema).flatMap(([name, value]): PlacedPattern[] => {
    const path = [...at, Array.isArray(schema) ? Number(name) : name];
    const own: PlacedPattern[] =
      name === 'pattern' && typeof value === 'string' ? [{ pattern: value, path, isKey: false }] : [];
    const keys =
      name === 'patternProperties' && isObject(value)
        ? Object.keys(value).map((pattern) => ({ pattern, path: [...path, pattern], isKey: true }))
        : [];
    return [...own, ...keys, ...patternsIn(value, path)];
  });
}

function judge(source: string, flags: string, where: () => Where): Problem[] {
  const growth = growthOf(source, flags);
  switch (growth) {
    case 'exponential':
      return [
        {
          message: `the time of this regular expression can double with each character of a string: ${source}`,
          where: where(),
        },
      ];
    case 'quadratic':
      return [
        {
          message: `the time of this regular expression can grow with the square of a string's length: ${source}`,
          where: where(),
          severity: 'warning',
        },
      ];
    default:
      return [];
  }
}
