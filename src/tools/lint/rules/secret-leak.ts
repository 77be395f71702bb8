import { bindings } from '../../../runtime/destination/bindings/runtime';
import type { Ast } from '../../../runtime/jsonata/ast';
import type { Problem } from '../finding';
import type { LintExpression, LintModel } from '../model/model';
import type { Rule } from '../rule';
import { whereNode } from '../tree/whereNode';
import { calledName, literalText } from '../tree/walk';

/** A secret setting (`x-secret`) that is used anywhere except in a hash, a comparison or a declared secret header. */
export const rule: Rule = {
  id: 'secret-leak',
  severity: 'error',
  check: (model) => {
    const secrets = secretKeys(model);
    const headers = (model.manifestValue.secretHeaders ?? []).map((name) => name.toLowerCase());
    return secrets.size === 0
      ? []
      : model.expressions.flatMap((expression) => checkExpression(expression, secrets, headers));
  },
};

/** Functions of JSONata whose result does not reveal their argument. */
const questions = ['exists', 'type', 'not', 'boolean', 'count', 'length'];
const comparisons = ['=', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or'];

function secretKeys({ config }: LintModel): Set<string> {
  const { properties = {} } = (config?.value ?? {}) as {
    properties?: Record<string, { 'x-secret'?: unknown }>;
  };
  return new Set(Object.keys(properties).filter((key) => properties[key]?.['x-secret'] === true));
}

function checkExpression(
  expression: LintExpression,
  secrets: ReadonlySet<string>,
  headers: readonly string[],
): Problem[] {
  /** Local variables that contain a secret, with the name of the secret. */
  const holders = new Map<string, string>();
  const secretIn = (node: Ast): string | undefined => {
    if (node.type === 'variable') {
      return holders.get(node.value);
    }
    const name = node.type === 'path' && node.steps.length > 1 ? node.steps.at(-1) : undefined;
    return name?.type === 'name' && secrets.has(name.value) ? name.value : undefined;
  };
  return expression.nodes.flatMap(({ node, above }) => {
    const secret = secretIn(node);
    if (secret === undefined) {
      return [];
    }
    const bind = fate(node, above, headers);
    if (typeof bind === 'string') {
      holders.set(bind, secret);
      return [];
    }
    const message = `the secret config.${secret} may go into a hash or a header of secretHeaders, and nowhere else`;
    return bind ? [] : [{ message, where: whereNode(expression, node) }];
  });
}

/** Whether a value stays secret at its place; or the variable to which it is assigned. */
function fate(node: Ast, above: readonly Ast[], headers: readonly string[]): boolean | string {
  let below = node;
  for (const parent of [...above].reverse()) {
    const called = calledName(parent);
    const use =
      called !== undefined && questions.includes(called) ? 'question' : bindings.get(called ?? '')?.secret;
    if (use === 'condition') {
      return parent.type === 'function' && parent.arguments[0] === below;
    }
    if (use !== undefined) {
      return true;
    }
    if (parent.type === 'binary' && comparisons.includes(parent.value)) {
      return true;
    }
    if (parent.type === 'condition' && parent.condition === below) {
      return true;
    }
    if (parent.type === 'bind') {
      return parent.lhs.value;
    }
    if (parent.type === 'unary' && parent.value === '{') {
      const key = parent.lhs.find(([, value]) => value === below)?.[0];
      return headers.includes((literalText(key) ?? '').toLowerCase());
    }
    below = parent;
  }
  return false;
}
