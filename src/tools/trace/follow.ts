import type { Ast, PathNode } from '../../runtime/jsonata/ast';
import type { Path } from '../../runtime/schema/document';
import type { StepShape } from '../../runtime/workflow/stepShape';
import { evaluationOf, onlyValue, type Evaluation } from './recording';
import { expressionAt, innerFrame, runOf, type Frame, type Spot, type Target } from './spot';

/** Something that was asked on the way of a value: a step's condition, or which branch an expression takes. */
export interface Question {
  kind: 'step' | 'branch';
  node: Ast;
  spot: Spot;
  /** What it gave for this event; undefined when it was not asked. */
  answer: boolean | undefined;
  /** The answer with which the value gets through. */
  wanted: boolean;
}

/** A value that is followed back from a result to where it comes from. */
export interface Trail extends Target {
  /** The functions that it has come through, the outermost first. */
  via: readonly string[];
  /** The steps that it has come through, the last one first. */
  steps: readonly { frame: Frame; step: StepShape }[];
  questions: readonly Question[];
  /** For an argument of a function: what it was, when that is known. */
  given?: { value: unknown } | 'unknown' | undefined;
}

/** Where a value cannot be followed any further: at a field of the workflow's input, or at this very node. */
export type Ending = { kind: 'input'; path: Path } | { kind: 'node' } | { kind: 'step' };

/** Where a value comes from, one move back: one trail for each way that it may have come, or the end. */
export type Moves = { trails: Trail[] } | { end: Ending };

const here: Moves = { end: { kind: 'node' } };

/** Follows values back through expressions, steps and workflows; `tree` gives an expression's tree. */
export class Follower {
  constructor(private readonly tree: (text: string) => Ast) {}

  /** The value of a workflow, at a path in there. */
  enterWorkflow(frame: Frame, path: Path, before: Pick<Trail, 'via' | 'steps' | 'questions'>): Moves {
    const { steps } = frame.source.workflow;
    if (frame.run) {
      const last = frame.run.steps.findLast(({ state }) => state === 'ran');
      const shape = steps.find(({ name }) => name === last?.name);
      if (shape) {
        return this.enterStep(frame, shape, path, before);
      }
    }
    // Any of them may be the last one to run, from the end up to one that always does.
    const certain = steps.findLastIndex(({ condition }) => condition === undefined);
    return join(steps.slice(Math.max(0, certain)).map((step) => this.enterStep(frame, step, path, before)));
  }

  moves(trail: Trail): Moves {
    const { node, path, spot } = trail;
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
        return last
          ? to({ ...trail, node: last, spot: { ...spot, scope: bind(node.expressions, spot) } })
          : here;
      }
      case 'bind':
        return to({ ...trail, node: node.rhs });
      case 'condition':
        return this.followCondition(node, trail);
      case 'unary':
        return node.value === '{'
          ? followObject(node, trail)
          : node.value === '['
            ? followArray(node, trail)
            : here;
      case 'function':
        return this.followCall(node, trail);
      default:
        return here;
    }
  }

  private followCondition(node: Extract<Ast, { type: 'condition' }>, trail: Trail): Moves {
    const { spot } = trail;
    const asked = valueOf(node.condition, spot);
    const answer = asked && Boolean(asked.value);
    const branch = (next: Ast | undefined, wanted: boolean): Trail[] =>
      next
        ? [
            {
              ...trail,
              node: next,
              questions: [...trail.questions, { kind: 'branch', node: node.condition, spot, answer, wanted }],
            },
          ]
        : [];
    return { trails: [...branch(node.then, true), ...branch(node.else, false)] };
  }

  private followCall(node: Extract<Ast, { type: 'function' }>, trail: Trail): Moves {
    if (node.procedure.type !== 'variable') {
      return here;
    }
    // One that hands on an object with the value inside has no part in the value.
    const via = trail.path.length > 0 ? trail.via : [...trail.via, `$${node.procedure.value}`];
    const trails = node.arguments
      .filter(({ type }) => type !== 'lambda' && type !== 'regex')
      .map((argument) => ({
        ...trail,
        node: argument,
        via,
        given: valueOf(argument, trail.spot) ?? ('unknown' as const),
      }));
    return trails.length > 0 ? { trails } : here;
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
    const { spot } = trail;
    if (name === '' || name === '$') {
      return this.enterInput(trail, path);
    }
    if (spot.scope.has(name)) {
      const bound = spot.scope.get(name);
      return bound ? to({ ...trail, node: bound.node, path, spot: { ...spot, scope: bound.scope } }) : here;
    }
    const [step, ...rest] = path;
    const shape = spot.frame.source.workflow.steps.find((each) => each.name === step);
    return name === 'outputs' && shape ? this.enterStep(spot.frame, shape, rest, trail) : here;
  }

  private enterStep(
    frame: Frame,
    step: StepShape,
    path: Path,
    { via, steps, questions }: Pick<Trail, 'via' | 'steps' | 'questions'>,
  ): Moves {
    const before = { via, steps: [...steps, { frame, step }], questions };
    if (step.loopOverInput || step.steps) {
      return { end: { kind: 'step' } };
    }
    const condition = expressionAt(frame, step, 'condition');
    if (step.condition === undefined || !condition) {
      return this.enterBody(frame, step, path, before);
    }
    const spot: Spot = { frame, step, expression: condition, scope: new Map() };
    const asked = evaluationOf(runOf(frame, step), condition.text);
    const ask = (wanted: boolean) => ({
      ...before,
      questions: [
        ...questions,
        {
          ...{ kind: 'step' as const, node: this.tree(condition.text), spot, wanted },
          answer: asked && !asked.hasFailed ? Boolean(asked.value) : undefined,
        },
      ],
    });
    const ways = [this.enterBody(frame, step, path, ask(true))];
    if (step.else) {
      ways.push(this.enterBody(frame, step.else, path, ask(false)));
    }
    return join(ways);
  }

  private enterBody(
    frame: Frame,
    step: StepShape,
    path: Path,
    before: Pick<Trail, 'via' | 'steps' | 'questions'>,
  ): Moves {
    if (step.externalWorkflow) {
      const inner = innerFrame(frame, step);
      return inner ? this.enterWorkflow(inner, path, before) : { end: { kind: 'step' } };
    }
    const expression = expressionAt(frame, step, 'template');
    return expression
      ? to({
          ...before,
          ...{ node: this.tree(expression.text), path },
          spot: { frame, step, expression, scope: new Map() },
        })
      : { end: { kind: 'step' } };
  }

  /** What an expression is evaluated over: the step's `inputTemplate`, else the workflow's input. */
  private enterInput(trail: Trail, path: Path): Moves {
    const { frame, step, expression } = trail.spot;
    const isPrepared = step.inputTemplate !== undefined && expression.key === 'template';
    return isPrepared
      ? this.enterPrepared(frame, step, path, trail)
      : this.enterFrameInput(frame, path, trail);
  }

  private enterPrepared(frame: Frame, step: StepShape, path: Path, trail: Trail): Moves {
    const expression = expressionAt(frame, step, 'inputTemplate');
    return expression && !step.loopOverInput
      ? to({
          ...trail,
          ...{ node: this.tree(expression.text), path },
          spot: { frame, step, expression, scope: new Map() },
        })
      : here;
  }

  private enterFrameInput({ outer }: Frame, path: Path, trail: Trail): Moves {
    if (!outer) {
      return { end: { kind: 'input', path } };
    }
    return outer.step.inputTemplate === undefined
      ? this.enterFrameInput(outer.frame, path, trail)
      : this.enterPrepared(outer.frame, outer.step, path, trail);
  }
}

/** The evaluation that a place is in. */
export function evaluationAt({ frame, step, expression }: Spot): Evaluation | undefined {
  return evaluationOf(runOf(frame, step), expression.text);
}

/** The value that a watched node had, when it had just one. */
function valueOf(node: Ast, spot: Spot): { value: unknown } | undefined {
  const evaluation = evaluationAt(spot);
  return evaluation && onlyValue(evaluation, node);
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
export function bind(expressions: readonly Ast[], { scope }: Spot): Spot['scope'] {
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
    const given = valueOf(item, trail.spot);
    if (!given) {
      return { trails: anywhere };
    }
    const { value } = given;
    const size = value === undefined ? 0 : Array.isArray(value) ? value.length : 1;
    if (index < before + size) {
      const inner = Array.isArray(value) ? [index - before, ...path] : path;
      return to({ ...trail, node: item, path: inner });
    }
    before += size;
  }
  return { trails: anywhere };
}
