import { parse } from '../../runtime/jsonata/compile';
import type { Ast } from '../../runtime/jsonata/ast';
import type { Outcome, Probe } from '../../runtime/jsonata/emit/probe';
import { SourceMap, type Span } from '../../runtime/jsonata/span';
import type { StepPath } from '../../runtime/workflow/codeMaker';
import { compiler } from '../../runtime/workflow/compiler';
import type { Expression, ExpressionKey } from '../../runtime/workflow/expressions';
import { isJsonTemplate, type WorkflowSource } from '../../runtime/workflow/source';
import type { Observer } from '../observer/observe';
import { listDoings } from '../observer/points';
import { ignoreReasonBefore, ignoreReasonIn } from './ignoreComments';

/**
 * Something that goldens can reach: a step, an expression in it, or a branch. Its number is the index of its counter.
 */
export interface Point {
  kind: 'step' | 'expression' | 'branch';
  number: number;
  file: string;
  /** The step, or `parent.child`. */
  step: string;
  /** A description: `else of ? :`. */
  label: string;
  /** The position of its first character; `to` is the position after its last. */
  from: () => Position;
  to: () => Position;
  /** Its place in the expression's text, and the area that is only reached through it; undefined for a step. */
  within?: { expression: Expression; span: Span; area: Span | undefined };
  /** The reason in an `unreachable:` comment, if there is one. */
  ignoreReason?: string | undefined;
}

export interface Position {
  line: number;
  column: number;
}

/** The indexes of a step's points, and the probes of its expressions. */
interface StepPoints {
  taken: number;
  skipped: number;
  probes: ReadonlyMap<ExpressionKey, Probe>;
}

/** The points of a destination's workflows, and how often they were reached. */
export class Coverage {
  /** How often each point was reached, by its index. */
  readonly counts: number[] = [];
  readonly points: Point[] = [];
  /** The files that are not measured, because workflow-engine runs their templates. */
  readonly unmeasured: string[] = [];
  private readonly files = new Map<string, Map<string, StepPoints>>();

  /** @param sources the workflows of all features, so that one that never runs counts too */
  constructor(sources: Iterable<WorkflowSource>) {
    for (const source of sources) {
      this.addFile(source);
    }
  }

  /** Generates code that counts. */
  readonly observer: Observer = {
    expression: (text, use) => {
      const step = this.step(use);
      const made = compiler.expression(text, { ...use, probe: step?.probes.get(use.key) });
      return step && use.key === 'condition'
        ? {
            ...made,
            run: (input, bindings) => {
              const holds = made.run(input, bindings);
              this.count(holds ? step.taken : step.skipped);
              return holds;
            },
          }
        : made;
    },
    step: (run, { condition }, place) => {
      const step = condition === undefined ? this.step(place) : undefined;
      return (input, bindings) => {
        this.count(step?.taken);
        return run(input, bindings);
      };
    },
  };

  private step({ parts: { source }, path }: StepPath): StepPoints | undefined {
    return source && this.files.get(source.file)?.get(path);
  }

  private count(number: number | undefined): void {
    if (number !== undefined) {
      this.counts[number] = (this.counts[number] ?? 0) + 1;
    }
  }

  /** Sets all counts to 0. */
  reset(): void {
    this.counts.fill(0);
  }

  private addFile(source: WorkflowSource): void {
    if (this.files.has(source.file)) {
      return;
    }
    const steps = new Map<string, StepPoints>();
    this.files.set(source.file, steps);
    const isMeasured = !isJsonTemplate(source.workflow);
    if (!isMeasured) {
      this.unmeasured.push(source.file);
    }
    for (const { path, where, remarks } of isMeasured ? source.steps : []) {
      const { line, column } = where.at ?? { line: 1, column: 1 };
      const base = {
        file: source.file,
        step: path,
        from: () => ({ line, column }),
        to: () => ({ line, column: column + 'name'.length }),
        ignoreReason: ignoreReasonIn('unreachable', remarks),
      };
      const own = source.expressions.filter(({ step }) => step === path);
      const taken = this.addPoint({ ...base, kind: 'step', label: `step ${path}` });
      const skipped = own.some(({ key }) => key === 'condition')
        ? this.addPoint({ ...base, kind: 'branch', label: `condition of step ${path} not met` })
        : taken;
      const probes = new Map(own.map((expression) => [expression.key, this.probe(expression, source.file)]));
      steps.set(path, { taken, skipped, probes });
    }
    for (const inner of source.inner.values()) {
      this.addFile(inner);
    }
  }

  private probe(expression: Expression, file: string): Probe {
    const map = new SourceMap(expression.text);
    const numbers = new Map<string, number>();
    for (const { node, outcome, span, area, label, token } of listDoings(parse(expression.text), map)) {
      const key = keyOf(node, outcome, map);
      if (!numbers.has(key)) {
        const number = this.addPoint({
          kind: outcome === 'reached' ? 'expression' : 'branch',
          file,
          step: expression.step,
          label,
          from: () => positionOf(expression, span.start),
          to: () => positionOf(expression, span.end),
          within: { expression, span, area },
          ignoreReason: outcome === 'reached' ? undefined : ignoreReasonBefore('unreachable', token, map),
        });
        numbers.set(key, number);
      }
    }
    return {
      counts: this.counts,
      counter: (node, outcome) => numbers.get(keyOf(node, outcome, map)),
    };
  }

  private addPoint(point: Omit<Point, 'number'>): number {
    const number = this.counts.push(0) - 1;
    this.points.push({ ...point, number });
    return number;
  }
}

/** The compiled code uses a different tree of the same text, so nodes are identified by their places. */
function keyOf(node: Ast, outcome: Outcome, map: SourceMap): string {
  const { start, end } = map.spanOf(node) ?? { start: -1, end: -1 };
  return `${node.type} ${outcome} ${String(start)}-${String(end)}`;
}

export function positionOf(expression: Expression, offset: number): Position {
  const { line, column } = expression.where(offset).at ?? { line: 1, column: 1 };
  return { line, column };
}
