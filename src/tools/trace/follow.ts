import type { Ast, PathNode } from '../../runtime/jsonata/ast';
import type { Path } from '../../runtime/schema/document';
import type { ExpressionKey } from '../../runtime/workflow/expressions';
import type { StepShape } from '../../runtime/workflow/stepShape';
import { evaluationOf, expressionAt, innerFrame, type Frame, type PlacedExpression } from './frame';

/** Something that was asked on the way of a value: a step's condition, or which branch an expression takes. */
export interface Question extends PlacedExpression {
  kind: 'step' | 'branch';
  node: Ast;
  /** What it gave for this event; undefined when it was not asked. */
  answer: boolean | undefined;
  /** The answer with which the value gets through. */
  wanted: boolean;
}

/** Undefined: the variable has no one expression that gives its value, as the parameter of a function. */
export type Scope = ReadonlyMap<string, { node: Ast; scope: Scope } | undefined>;

/** What a value has come through. */
interface Way {
  /** The functions, the outermost first. */
  via: readonly string[];
  /** The steps, the last one first. */
  steps: readonly Pick<PlacedExpression, 'frame' | 'step'>[];
  questions: readonly Question[];
}

/** A value that is followed back from a result to where it comes from: what a node gives, at a path in there. */
export interface Trail extends PlacedExpression, Way {
  node: Ast;
  path: Path;
  /** The variables that the expression has bound around the node. */
  scope: Scope;
  /** For an argument of a function: what it was, when that is known. */
  given?: { value: unknown } | 'unknown' | undefined;
}

/** Where a value comes from, one move back: one trail for each way that it may have come, or the end. */
export type Moves = { trails: Trail[] } | { end: Ending };

/** Where a value cannot be followed any further: at a field of the workflow's input, or at this very node. */
export type Ending = { kind: 'input'; path: Path } | { kind: 'node' } | { kind: 'step' };

const here: Moves = { end: { kind: 'node' } };
const inStep: Moves = { end: { kind: 'step' } };
const start: Way = { via: [], steps: [], questions: [] };

/** Follows values back through expressions, steps and workflows; `tree` gives an expression's tree. */
export class Follower {
  constructor(private readonly tree: (text: string) => Ast) {}

  /** The value of a workflow, at a path in there. */
  enterWorkflow(frame: Frame, path: Path, way = start): Moves {
    const { steps } = frame.source.workflow;
    const last = frame.run?.steps.findLast(({ state }) => state === 'ran');
    // Any of them may be the last one to run, from the end up to one that always does.
    const certain = steps.findLastIndex(({ condition }) => condition === undefined);
    const lastly = last ? steps.filter(({ name }) => name === last.name) : steps.slice(Math.max(0, certain));
    return join(lastly.map((step) => this.enterStep(frame, step, path, way)));
  }

  moves(trail: Trail): Moves {
    const { node, path } = trail;
    if (node.predicate || node.group || node.keepArray) {
      return here;
    }
    switch (node.type) {
      case 'path':
        return this.followPath(node, trail);
      case 'variable':
        return this.followVariable(node.value, path, trail);
      case 'block': {
        const last = node.expressions.at(-1);
        return last ? to({ ...trail, node: last, scope: bind(node.expressions, trail) }) : here;
      }
      case 'bind':
        return to({ ...trail, node: node.rhs });
      case 'condition':
        return followCondition(node, trail);
      case 'unary':
        return node.value === '{'
          ? followObject(node, trail)
          : node.value === '['
            ? followArray(node, trail)
            : here;
      case 'function':
        return followCall(node, trail);
      default:
        return here;
    }
  }

  /** A path of names alone; whatever else may stand in one makes its value here. */
  private followPath({ steps, keepSingletonArray }: PathNode, trail: Trail): Moves {
    const [first, ...rest] = steps;
    const names = rest.map(plainName);
    if (!first || keepSingletonArray || !names.every((name) => name !== undefined)) {
      return here;
    }
    const path = [...names, ...trail.path];
    const name = plainName(first);
    if (name !== undefined) {
      return this.enterInput(trail, [name, ...path]);
    }
    return first.type === 'variable' && !first.predicate && !first.stages
      ? this.followVariable(first.value, path, trail)
      : first.stages || first.tuple
        ? here
        : to({ ...trail, node: first, path });
  }

  private followVariable(name: string, path: Path, trail: Trail): Moves {
    if (name === '' || name === '$') {
      return this.enterInput(trail, path);
    }
    if (trail.scope.has(name)) {
      const bound = trail.scope.get(name);
      return bound ? to({ ...trail, ...bound, path }) : here;
    }
    const [step, ...rest] = path;
    const shape = trail.frame.source.workflow.steps.find((each) => each.name === step);
    return name === 'outputs' && shape ? this.enterStep(trail.frame, shape, rest, trail) : here;
  }

  private enterStep(frame: Frame, step: StepShape, path: Path, { via, steps, questions }: Way): Moves {
    const way = { via, steps: [...steps, { frame, step }], questions };
    if (step.loopOverInput || step.steps) {
      return inStep;
    }
    const expression = expressionAt(frame, step, 'condition');
    if (step.condition === undefined || !expression) {
      return this.enterBody(frame, step, path, way);
    }
    const asked = evaluationOf({ frame, step, expression });
    const answer = asked && !asked.hasFailed ? Boolean(asked.value) : undefined;
    const node = this.tree(expression.text);
    const enter = (body: StepShape, wanted: boolean): Moves => {
      const question: Question = { kind: 'step', node, frame, step, expression, answer, wanted };
      return this.enterBody(frame, body, path, { ...way, questions: [...questions, question] });
    };
    return join([enter(step, true), ...(step.else ? [enter(step.else, false)] : [])]);
  }

  private enterBody(frame: Frame, step: StepShape, path: Path, way: Way): Moves {
    if (!step.externalWorkflow) {
      return this.enterExpression(frame, step, 'template', path, way);
    }
    const inner = innerFrame(frame, step);
    return inner ? this.enterWorkflow(inner, path, way) : inStep;
  }

  private enterExpression(
    frame: Frame,
    step: StepShape,
    key: ExpressionKey,
    path: Path,
    { via, steps, questions }: Way,
  ): Moves {
    const expression = expressionAt(frame, step, key);
    const node = expression && this.tree(expression.text);
    return node
      ? to({ node, path, frame, step, expression, scope: new Map(), via, steps, questions })
      : inStep;
  }

  /** What an expression is evaluated over: the step's `inputTemplate`, else the workflow's input. */
  private enterInput({ expression, ...trail }: Trail, path: Path): Moves {
    let { frame, step } = trail;
    let isPrepared = step.inputTemplate !== undefined && expression.key === 'template';
    while (!isPrepared) {
      if (!frame.outer) {
        return { end: { kind: 'input', path } };
      }
      ({ frame, step } = frame.outer);
      isPrepared = step.inputTemplate !== undefined;
    }
    return step.loopOverInput ? here : this.enterExpression(frame, step, 'inputTemplate', path, trail);
  }
}

/** The value that a watched node had, when it had just one. */
function valueOf(node: Ast, trail: Trail): { value: unknown } | undefined {
  const seen = evaluationOf(trail)?.values.get(node);
  return seen?.length === 1 ? { value: seen[0] } : undefined;
}

function to(trail: Trail): Moves {
  return { trails: [{ ...trail, given: undefined }] };
}

function join(ways: readonly Moves[]): Moves {
  const trails = ways.flatMap((way) => ('trails' in way ? way.trails : []));
  return trails.length > 0 ? { trails } : (ways[0] ?? here);
}

function plainName(node: Ast): string | undefined {
  const isPlain = node.type === 'name' && !node.predicate && !node.stages && !node.tuple && !node.group;
  return isPlain ? node.value : undefined;
}

/** The scope with what these expressions bind; a variable that is bound twice is known by no one expression. */
export function bind(expressions: readonly Ast[], { scope }: Pick<Trail, 'scope'>): Scope {
  const inner = new Map(scope);
  const seen = new Set<string>();
  for (const expression of expressions) {
    if (expression.type === 'bind') {
      const name = expression.lhs.value;
      const before = new Map(inner);
      inner.set(name, seen.has(name) ? undefined : { node: expression.rhs, scope: before });
      seen.add(name);
    }
  }
  return inner;
}

function followCondition(node: Extract<Ast, { type: 'condition' }>, trail: Trail): Moves {
  const { frame, step, expression } = trail;
  const asked = valueOf(node.condition, trail);
  const branch = (next: Ast | undefined, wanted: boolean): Trail[] => {
    const place = { kind: 'branch' as const, node: node.condition, frame, step, expression };
    const question: Question = { ...place, answer: asked && Boolean(asked.value), wanted };
    return next ? [{ ...trail, node: next, questions: [...trail.questions, question] }] : [];
  };
  return { trails: [...branch(node.then, true), ...branch(node.else, false)] };
}

function followCall(node: Extract<Ast, { type: 'function' }>, trail: Trail): Moves {
  if (node.procedure.type !== 'variable') {
    return here;
  }
  // One that hands on an object with the value inside has no part in the value.
  const via = trail.path.length > 0 ? trail.via : [...trail.via, `$${node.procedure.value}`];
  const trails = node.arguments
    .filter(({ type }) => type !== 'lambda' && type !== 'regex')
    .map((argument): Trail => {
      return { ...trail, node: argument, via, given: valueOf(argument, trail) ?? 'unknown' };
    });
  return trails.length > 0 ? { trails } : here;
}

function followObject(node: Extract<Ast, { value: '{' }>, trail: Trail): Moves {
  const [key, ...path] = trail.path;
  if (key === undefined) {
    return here;
  }
  const pairs = node.lhs.filter(([name]) => name.type === 'string' && name.value === key);
  const isLiteral = node.lhs.every(([name]) => name.type === 'string');
  const [value] = pairs.map(([, each]) => each);
  if (value && pairs.length === 1) {
    return to({ ...trail, node: value, path });
  }
  // An object without the key has no other place for it.
  return isLiteral ? { trails: [] } : here;
}

/** An item of an array: what is written in it gives none, one, or the items of an array of its own. */
function followArray(node: Extract<Ast, { value: '[' }>, trail: Trail): Moves {
  const [index, ...path] = trail.path;
  if (index === undefined) {
    return here;
  }
  // A name asks each item for that field.
  const inside = typeof index === 'number' ? path : trail.path;
  const anywhere = node.expressions.map((item) => ({ ...trail, node: item, path: inside, given: undefined }));
  if (typeof index !== 'number') {
    return { trails: anywhere };
  }
  let before = 0;
  for (const item of node.expressions) {
    const given = valueOf(item, trail);
    if (!given) {
      return { trails: anywhere };
    }
    const { value } = given;
    const size = value === undefined ? 0 : Array.isArray(value) ? value.length : 1;
    if (index < before + size) {
      return to({ ...trail, node: item, path: Array.isArray(value) ? [index - before, ...path] : path });
    }
    before += size;
  }
  return { trails: anywhere };
}
