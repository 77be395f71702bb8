import { runtimeNames } from '../../../runtime/destination/bindings/runtime';
import { isBuiltInName } from '../../../runtime/jsonata/runtime/builtIns';
import type { Problem } from '../finding';
import type { LintExpression, LintWorkflow } from '../model/model';
import type { Rule } from '../rule';
import { whereNode } from '../tree/whereNode';
import { whereName } from '../tree/whereName';

/**
 * A binding or a local variable with the name of a function of JSONata or of the runtime, or with a name that the
 * host binds.
 */
export const rule: Rule = {
  id: 'shadowed-builtin',
  severity: 'warning',
  check: ({ workflows, expressions }) => [
    ...workflows.flatMap(checkBindings),
    ...expressions.flatMap(checkVariables),
  ],
};

/** The names that every run binds. */
const hostNames = ['outputs', 'context', 'setContext', 'originalInput'];

function checkBindings({ document, bindings }: LintWorkflow): Problem[] {
  return bindings.flatMap(({ names, path }) =>
    names.flatMap((name) => {
      const where = () => whereName(document, path, names, name);
      return hostNames.includes(name)
        ? [{ message: `the host binds $${name} itself: this binding has no effect`, where: where() }]
        : toProblems(name, where);
    }),
  );
}

function checkVariables(expression: LintExpression): Problem[] {
  return expression.nodes.flatMap(({ node }) => {
    const bound = node.type === 'bind' ? [node.lhs] : node.type === 'lambda' ? node.arguments : [];
    return bound.flatMap((variable) => toProblems(variable.value, () => whereNode(expression, variable)));
  });
}

function toProblems(name: string, where: () => Problem['where']): Problem[] {
  const shadowed = isBuiltInName(name)
    ? `JSONata's function $${name}`
    : runtimeNames.includes(name)
      ? `the runtime's function $${name}`
      : undefined;
  return shadowed === undefined
    ? []
    : [{ message: `$${name} takes the name of ${shadowed}`, where: where() }];
}
