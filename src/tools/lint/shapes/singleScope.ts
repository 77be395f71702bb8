import type { Ast } from '../../../runtime/jsonata/ast';
import type { LintModel, LintWorkflow } from '../model/model';
import { walk } from '../tree/walk';
import type { SingleScope } from './singleValues';

/** The scope of each expression of a workflow, by its tree. */
export function createScopes(model: LintModel, workflow: LintWorkflow): (ast: Ast) => SingleScope {
  const { properties = {} } = (model.config?.value ?? {}) as {
    properties?: Record<string, { type?: unknown }>;
  };
  const arraySettings = new Set(Object.keys(properties).filter((key) => properties[key]?.type === 'array'));
  const outputs = new Map(
    workflow.steps.flatMap(({ name, shape, otherwise, expressions }) => {
      const ast = expressions.find(({ key }) => key === 'template')?.ast;
      return ast && !otherwise && shape.loopOverInput !== true ? [[name, ast] as const] : [];
    }),
  );
  const scopeOf = (ast: Ast): SingleScope => {
    // Computed on demand: most expressions write no array.
    let variables: ReadonlyMap<string, Ast> | undefined;
    return {
      get variables() {
        return (variables ??= boundOnce(ast));
      },
      outputOf: (step) => {
        const node = outputs.get(step);
        return node && { node, scope: scopeOf(node) };
      },
      isEvent: workflow.features.length > 0,
      arraySettings,
    };
  };
  return scopeOf;
}

/** Local variables that are assigned in only one place. */
function boundOnce(ast: Ast): Map<string, Ast> {
  const bound = new Map<string, Ast[]>();
  for (const { node } of walk(ast)) {
    if (node.type === 'bind') {
      bound.set(node.lhs.value, [...(bound.get(node.lhs.value) ?? []), node.rhs]);
    }
  }
  return new Map(
    [...bound].flatMap(([name, [first, ...others]]) =>
      first && others.length === 0 ? [[name, first] as const] : [],
    ),
  );
}
