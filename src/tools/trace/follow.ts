import type { Ast, PathNode } from '../../runtime/jsonata/ast';
import type { Path } from '../../runtime/schema/document';
import type { ExpressionKey } from '../../runtime/workflow/expressions';
import type { StepShape } from '../../runtime/workflow/stepShape';
import { evaluationOf, expressionAt, innerFrame, type Frame, type PlacedExpression } from './frame';

/** A condition on the path of a value: a step's condition, or which branch an expression takes. */
export interface Question extends PlacedExpression {
  kind: 'step' | 'branch';
  node: Ast;
  /** Its result for this event; undefined if it was not evaluated. */
  answer: boolean | undefined;
  /** The result with which the value is used. */
  wanted: boolean;
}

/** Undefined: no single expression determines the value of the variable, such as the parameter of a function. */
export type Scope = ReadonlyMap<string, { node: Ast; scope: Scope } | undefined>;

/** The functions and steps that a value has passed through. */
interface Way {
  /** The functions, the outermost first. */
  via: readonly string[];
  /** The steps, the last one first. */
  steps: readonly Pick<PlacedExpression, 'frame' | 'step'>[];
  questions: readonly Question[];
}

/** One stage of tracing a value back to its source: the value at `path` in the result of `node`. */
export interface TracedValue extends PlacedExpression, Way {
  node: Ast;
  path: Path;
  /** The variables that the expression has bound around the node. */
  scope: Scope;
  /** For an argument of a function: its value, if it is known. */
  given?: { value: unknown } | 'unknown' | undefined;
}

/** One step back towards the source of a value: its possible origins, or the end of the search. */
export type Moves = { tracedValues: TracedValue[] } | { end: Ending };

/** Where the search ends: at a field of the workflow's input, at this node, or at a step. */
export type Ending = { kind: 'input'; path: Path } | { kind: 'node' } | { kind: 'step' };

const here: Moves = { end: { kind: 'node' } };
const inStep: Moves = { end: { kind: 'step' } };
const start: Way = { via: [], steps: [], questions: [] };

/** Traces values back through expressions, steps and workflows. `tree` parses an expression. */
export class Follower {
  constructor(private readonly tree: (text: string) => Ast) {}

  /** The value of a workflow, at a path in it. */
  enterWorkflow(frame: Frame, path: Path, way = start): Moves {
    const { steps } = frame.source.workflow;
    const last = frame.run?.steps.findLast(({ state }) => state === 'ran');
    // Any of these steps may be the last one to run, back to the last one that always runs.
    const certain = steps.findLastIndex(({ condition }) => condition === undefined);
    const lastly = last ? steps.filter(({ name }) => name === last.name) : steps.slice(Math.max(0, certain));
    return join(lastly.map((step) => this.enterStep(frame, step, path, way)));
  }

  moves(traced: TracedValue): Moves {
    const { node, path } = traced;
    if (node.predicate || node.group || node.keepArray) {
      return here;
    }
    switch (node.type) {
      case 'path':
        return this.followPath(node, traced);
      case 'variable':
        return this.followVariable(node.value, path, traced);
      case 'block': {
        const last = node.expressions.at(-1);
        return last ? to({ ...traced, node: last, scope: bind(node.expressions, traced) }) : here;
      }
      case 'bind':
        return to({ ...traced, node: node.rhs });
      case 'condition':
        return followCondition(node, traced);
      case 'unary':
        return node.value === '{'
          ? followObject(node, traced)
          : node.value === '['
            ? followArray(node, traced)
            : here;
      case 'function':
        return followCall(node, traced);
      default:
        return here;
    }
  }

  /** Follows a path that consists only of names; with anything else, the path itself creates its value. */
  private followPath({ steps, keepSingletonArray }: PathNode, traced: TracedValue): Moves {
    const [first, ...rest] = steps;
    const names = rest.map(plainName);
    if (!first || keepSingletonArray || !names.every((name) => name !== undefined)) {
      return here;
    }
    const path = [...names, ...traced.path];
    const name = plainName(first);
    if (name !== undefined) {
      return this.enterInput(traced, [name, ...path]);
    }
    return first.type === 'variable' && !first.predicate && !first.stages
      ? this.followVariable(first.value, path, traced)
      : first.stages || first.tuple
        ? here
        : to({ ...traced, node: first, path });
  }

  private followVariable(name: string, path: Path, traced: TracedValue): Moves {
    if (name === '' || name === '$') {
      return this.enterInput(traced, path);
    }
    if (traced.scope.has(name)) {
      const bound = traced.scope.get(name);
      return bound ? to({ ...traced, ...bound, path }) : here;
    }
    const [step, ...rest] = path;
    const shape = traced.frame.source.workflow.steps.find((each) => each.name === step);
    return name === 'outputs' && shape ? this.enterStep(traced.frame, shape, rest, traced) : here;
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

  /** The input of an expression: the step's `inputTemplate`, otherwise the workflow's input. */
  private enterInput({ expression, ...traced }: TracedValue, path: Path): Moves {
    let { frame, step } = traced;
    let isPrepared = step.inputTemplate !== undefined && expression.key === 'template';
    while (!isPrepared) {
      if (!frame.outer) {
        return { end: { kind: 'input', path } };
      }
      ({ frame, step } = frame.outer);
      isPrepared = step.inputTemplate !== undefined;
    }
    return step.loopOverInput ? here : this.enterExpression(frame, step, 'inputTemplate', path, traced);
  }
}

/** The value of a watched node, if it had only one. */
function valueOf(node: Ast, traced: TracedValue): { value: unknown } | undefined {
  const seen = evaluationOf(traced)?.values.get(node);
  return seen?.length === 1 ? { value: seen[0] } : undefined;
}

function to(traced: TracedValue): Moves {
  return { tracedValues: [{ ...traced, given: undefined }] };
}

function join(ways: readonly Moves[]): Moves {
  const tracedValues = ways.flatMap((way) => ('tracedValues' in way ? way.tracedValues : []));
  return tracedValues.length > 0 ? { tracedValues } : (ways[0] ?? here);
}

function plainName(node: Ast): string | undefined {
  const isPlain = node.type === 'name' && !node.predicate && !node.stages && !node.tuple && !node.group;
  return isPlain ? node.value : undefined;
}

/** The scope with the bindings of these expressions; a variable that is bound twice has no single expression. */
export function bind(expressions: readonly Ast[], { scope }: Pick<TracedValue, 'scope'>): Scope {
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

function followCondition(node: Extract<Ast, { type: 'condition' }>, traced: TracedValue): Moves {
  const { frame, step, expression } = traced;
  const asked = valueOf(node.condition, traced);
  const branch = (next: Ast | undefined, wanted: boolean): TracedValue[] => {
    const place = { kind: 'branch' as const, node: node.condition, frame, step, expression };
    const question: Question = { ...place, answer: asked && Boolean(asked.value), wanted };
    return next ? [{ ...traced, node: next, questions: [...traced.questions, question] }] : [];
  };
  return { tracedValues: [...branch(node.then, true), ...branch(node.else, false)] };
}

function followCall(node: Extract<Ast, { type: 'function' }>, traced: TracedValue): Moves {
  if (node.procedure.type !== 'variable') {
    return here;
  }
  // A function that returns an object with the value inside does not change the value.
  const via = traced.path.length > 0 ? traced.via : [...traced.via, `$${node.procedure.value}`];
  const tracedValues = node.arguments
    .filter(({ type }) => type !== 'lambda' && type !== 'regex')
    .map((argument): TracedValue => {
      return { ...traced, node: argument, via, given: valueOf(argument, traced) ?? 'unknown' };
    });
  return tracedValues.length > 0 ? { tracedValues } : here;
}

function followObject(node: Extract<Ast, { value: '{' }>, traced: TracedValue): Moves {
  const [key, ...path] = traced.path;
  if (key === undefined) {
    return here;
  }
  const pairs = node.lhs.filter(([name]) => name.type === 'string' && name.value === key);
  const isLiteral = node.lhs.every(([name]) => name.type === 'string');
  const [value] = pairs.map(([, each]) => each);
  if (value && pairs.length === 1) {
    return to({ ...traced, node: value, path });
  }
  // An object without the key has no other place for it.
  return isLiteral ? { tracedValues: [] } : here;
}

/** An item of an array: each expression in the constructor may yield none, one, or the items of its own array. */
function followArray(node: Extract<Ast, { value: '[' }>, traced: TracedValue): Moves {
  const [index, ...path] = traced.path;
  if (index === undefined) {
    return here;
  }
  // A name reads that field of each item.
  const inside = typeof index === 'number' ? path : traced.path;
  const anywhere = node.expressions.map((item) => ({
    ...traced,
    node: item,
    path: inside,
    given: undefined,
  }));
  if (typeof index !== 'number') {
    return { tracedValues: anywhere };
  }
  let before = 0;
  for (const item of node.expressions) {
    const given = valueOf(item, traced);
    if (!given) {
      return { tracedValues: anywhere };
    }
    const { value } = given;
    const size = value === undefined ? 0 : Array.isArray(value) ? value.length : 1;
    if (index < before + size) {
      return to({ ...traced, node: item, path: Array.isArray(value) ? [index - before, ...path] : path });
    }
    before += size;
  }
  return { tracedValues: anywhere };
}
