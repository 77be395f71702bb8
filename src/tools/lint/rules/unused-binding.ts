import type { Problem } from '../finding';
import { isObject } from '../../../runtime/isObject';
import type { LintExpression, LintWorkflow } from '../model/model';
import type { Rule } from '../rule';
import { allSteps } from '../tree/allSteps';
import { whereNode } from '../tree/whereNode';
import { whereName } from '../tree/whereName';

/**
 * A name under `bindings` that no expression of the workflow reads, or a local variable that its expression does not
 * read.
 */
export const rule: Rule = {
  id: 'unused-binding',
  severity: 'warning',
  check: ({ workflows, expressions }) => [
    ...workflows.flatMap((workflow) => checkBindings(workflow, workflows)),
    ...expressions.flatMap(checkVariables),
  ],
};

function checkBindings(workflow: LintWorkflow, all: readonly LintWorkflow[]): Problem[] {
  const { document, bindings, expressions, steps, isSound, isJsonTemplate } = workflow;
  // A misspelt name is the use of another one.
  if (!isSound || isJsonTemplate || expressions.some(({ problems }) => problems.length > 0)) {
    return [];
  }
  const used = new Set(expressions.flatMap((expression) => [...variablesOf(expression)]));
  if (isObject(document.value) && typeof document.value.executor === 'string') {
    used.add(document.value.executor);
  }
  allSteps(steps).forEach(({ shape }) => used.add(shape.functionName ?? ''));
  // A workflow that this one runs may take any of its bindings with `fromParent`.
  const handed = new Set(all.filter((other) => other !== workflow).flatMap(bindingsFromParent));
  return bindings.flatMap(({ names, path }) =>
    names
      .filter((name) => !used.has(name) && !handed.has(name))
      .map((name) => ({
        message: `no expression of this workflow reads $${name}`,
        where: whereName(document, path, names, name),
      })),
  );
}

function bindingsFromParent({ document, bindings }: LintWorkflow): string[] {
  return bindings.flatMap(({ names, path }) =>
    document.nodeAt([...path, 'fromParent']) === undefined ? [] : names,
  );
}

function checkVariables(expression: LintExpression): Problem[] {
  if (!expression.ast || expression.problems.length > 0) {
    return [];
  }
  const read = variablesOf(expression);
  return expression.nodes.flatMap(({ node }) =>
    node.type === 'bind' && !read.has(node.lhs.value)
      ? [
          {
            message: `$${node.lhs.value} is computed and never read`,
            where: whereNode(expression, node.lhs),
          },
        ]
      : [],
  );
}

const known = new WeakMap<LintExpression, ReadonlySet<string>>();

/** The names that an expression reads. */
function variablesOf(expression: LintExpression): ReadonlySet<string> {
  const found =
    known.get(expression) ??
    new Set(expression.nodes.flatMap(({ node }) => (node.type === 'variable' ? [node.value] : [])));
  known.set(expression, found);
  return found;
}
