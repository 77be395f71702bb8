import type { NameNode } from '../../../runtime/jsonata/ast';
import type { LintExpression, LintModel, LintStep, LintWorkflow } from '../model/model';
import { isObject } from '../../../runtime/isObject';
import { resultSteps } from '../tree/allSteps';
import { tableShape } from './calls';
import { infer, type Scope } from './infer';
import { schemaShape } from './schemaShape';
import { objectShape, unite, type ObjectShape, type Shape } from './shape';

/** A field that an expression reads, and that none of the possible objects has. */
export interface MissingField {
  expression: LintExpression;
  name: NameNode;
  owner: ObjectShape;
}

/** Deeper than any real nesting of workflows; it also stops workflows that run themselves. */
const NESTED_WORKFLOWS = 8;

/** What is known of the values that expressions see and read. */
export interface KnownShapes {
  missing: readonly MissingField[];
  /** What an expression sees, from each place that its workflow is run from. */
  scopes: ReadonlyMap<LintExpression, readonly ExpressionScope[]>;
  /** The shape of the settings. */
  config: Shape;
}

export type ExpressionScope = Omit<Scope, 'inference'>;

const known = new WeakMap<LintModel, KnownShapes>();

/** Fields that no object has. One counts as missing when it is so wherever its workflow is run from. */
export function findMissingFields(model: LintModel): readonly MissingField[] {
  return shapesOf(model).missing;
}

/** The shapes of a model, which are inferred once. */
export function shapesOf(model: LintModel): KnownShapes {
  const shapes = known.get(model) ?? followShapes(model);
  known.set(model, shapes);
  return shapes;
}

/**
 * Follows the shapes of messages, settings, tables and outputs through all workflows, from the features down into the
 * workflows that their steps run.
 */
function followShapes(model: LintModel): KnownShapes {
  const scopes = new Map<LintExpression, ExpressionScope[]>();
  const missing = new Map<NameNode, MissingField>();
  const found = new Set<NameNode>();
  const config = model.config ? schemaShape(model.config.value) : 'unknown';
  const message = unite(...model.messages.map(schemaShape));
  const host = objectShape({
    message,
    destination: objectShape({ Config: config }, true),
    metadata: 'unknown',
  });
  const inputs: Record<string, Shape> = {
    processor: host,
    router: host,
    userDeletion: objectShape({ config }, true),
    sandbox: objectShape({ config }, true),
  };
  const byPath = new Map(model.workflows.map((workflow) => [workflow.path, workflow]));

  const inferExpression = (expression: LintExpression | undefined, scope: ExpressionScope): Shape => {
    if (expression) {
      scopes.set(expression, [...(scopes.get(expression) ?? []), scope]);
    }
    if (!expression?.ast) {
      return 'unknown';
    }
    const onRead = (name: NameNode, owner: Shape, exists: boolean): void => {
      if (exists) {
        found.add(name);
      } else if (typeof owner !== 'string') {
        missing.set(name, { expression, name, owner });
      }
    };
    return infer(expression.ast, { ...scope, inference: { config, onRead } });
  };

  const runWorkflow = (workflow: LintWorkflow, input: Shape, depth: number): Shape => {
    const outputs = new Map<string, Shape>();
    const variables = bindingShapes(workflow);
    const runStep = (step: LintStep, seen: ReadonlyMap<string, Shape>): Shape => {
      const own = new Map(variables);
      // A copy, because later steps are added to what a workflow has seen.
      own.set('outputs', objectShape(new Map(seen))).set('originalInput', input);
      const by = (key: string) => step.expressions.find((expression) => expression.key === key);
      inferExpression(by('condition'), { context: input, root: input, variables: own });
      const template = by('inputTemplate');
      const given = template
        ? inferExpression(template, { context: input, root: input, variables: own })
        : input;
      const scope = { context: given, root: given, variables: own };
      step.expressions
        .filter(({ key }) => !['condition', 'inputTemplate', 'template'].includes(key))
        // These expressions run for one item of an array, whose shape is unknown.
        .forEach((expression) =>
          inferExpression(expression, { context: 'unknown', root: 'unknown', variables: own }),
        );
      const result = runBody(step, given, seen, scope);
      const otherwise = step.otherwise ? runStep(step.otherwise, seen) : 'none';
      return step.shape.loopOverInput === true ? 'unknown' : unite(result, otherwise);
    };
    const runBody = (
      step: LintStep,
      given: Shape,
      seen: ReadonlyMap<string, Shape>,
      scope: ExpressionScope,
    ): Shape => {
      const { externalWorkflow, identity } = step.shape;
      // In a workflow that does not match its schema, this may be any value.
      const path: unknown = externalWorkflow?.path;
      const inner = typeof path === 'string' ? byPath.get(path.replace(/^\.\//, '')) : undefined;
      if (inner) {
        return depth < NESTED_WORKFLOWS ? runWorkflow(inner, given, depth + 1) : 'unknown';
      }
      if (step.children.length > 0) {
        const below = new Map<string, Shape>();
        for (const child of step.children) {
          below.set(child.name, runStep(child, new Map([...seen, [step.name, objectShape(below, true)]])));
        }
        return unite(...below.values());
      }
      const template = step.expressions.find(({ key }) => key === 'template');
      return template ? inferExpression(template, scope) : identity === true ? given : 'unknown';
    };
    for (const step of workflow.steps) {
      outputs.set(step.name, runStep(step, outputs));
    }
    return unite(...resultSteps(workflow.steps).map(({ name }) => outputs.get(name) ?? 'unknown'));
  };

  for (const workflow of model.workflows) {
    for (const feature of workflow.features) {
      runWorkflow(workflow, inputs[feature] ?? 'unknown', 0);
    }
  }
  return { missing: [...missing.values()].filter(({ name }) => !found.has(name)), scopes, config };
}

function bindingShapes({ bindings }: LintWorkflow): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const { names, table } of bindings) {
    for (const name of names) {
      const value = isObject(table?.value) ? table.value[name] : undefined;
      shapes.set(name, value === undefined ? 'unknown' : tableShape(value));
    }
  }
  return shapes;
}
