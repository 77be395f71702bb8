import type { Destination, RunOptions } from '../../runtime/destination/destination';
import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import type { Ast } from '../../runtime/jsonata/ast';
import { compileAst, parse, type Bindings } from '../../runtime/jsonata/compile';
import type { ExpressionUse, StepPath } from '../../runtime/workflow/codeMaker';
import type { CompiledStep, Run } from '../../runtime/workflow/compileSteps';
import { compiler } from '../../runtime/workflow/compiler';
import type { Engine, EngineResult } from '../../runtime/workflow/engine';
import { skipped, type ProgramParts } from '../../runtime/workflow/programParts';
import type { StepShape } from '../../runtime/workflow/stepShape';
import { observedEngine } from '../observer/observe';
import type { Evaluation, Recording, StepRun, WorkflowRun } from './recording';

/** The values that are kept of one node: an expression that does not end has millions. */
const MAX_VALUES = 10_000;

/** A destination whose runs are recorded. The results are those of the destination itself. */
export class WatchedDestination {
  private readonly watched: Destination;
  private readonly trees = new Map<string, Ast>();
  private recording: Recording = {};
  private workflow: WorkflowRun | undefined;
  private step: StepRun | undefined;
  private evaluation: Evaluation | undefined;

  constructor(destination: Destination) {
    const create = observedEngine({
      expression: (text, use) => this.watchExpression(text, use),
      step: (run, step, place) => this.watchStep(run, step, place),
      sequence: (steps, parts) => this.watchWorkflow(steps, parts),
    });
    const compiled: typeof create = async (source, options) =>
      this.watchEngine(await create(source, options));
    this.watched = destination.withEngines({ compiled, reference: compiled });
  }

  /** An expression's tree; always the same object, so that its nodes can be compared. */
  tree(text: string): Ast {
    const known = this.trees.get(text) ?? parse(text);
    this.trees.set(text, known);
    return known;
  }

  /** Runs a feature. */
  async run(
    feature: string,
    input: unknown,
    options: RunOptions,
  ): Promise<{ outcome: Outcome | FeatureOutcome; recording: Recording }> {
    await this.watched.prepare(feature);
    const running = this.watched.run(feature, input, options);
    // Stored in a variable, because an asynchronous workflow ends after other runs have started.
    const { recording } = this;
    return { outcome: await running, recording };
  }

  private watchEngine(engine: Engine): Engine {
    return {
      run: (input, now) => {
        const recording: Recording = {};
        Object.assign(this, { recording, workflow: undefined, step: undefined, evaluation: undefined });
        const keep = (result: EngineResult): EngineResult => {
          recording.outputs = result.outputs;
          return result;
        };
        const fail = (error: unknown): never => {
          recording.error = error;
          throw error;
        };
        try {
          const running = engine.run(input, now);
          return running instanceof Promise ? running.then(keep).catch(fail) : keep(running);
        } catch (error) {
          return fail(error);
        }
      },
    };
  }

  private watchExpression(text: string, use: ExpressionUse) {
    const { parts, path, key } = use;
    const expression = parts.source?.expressions.find((each) => each.step === path && each.key === key);
    const ast = this.tree(text);
    const watcher = (node: Ast) => (value: unknown) => {
      const { values } = this.evaluation ?? {};
      const seen = values?.get(node) ?? [];
      if (seen.length < MAX_VALUES) {
        seen.push(value);
      }
      values?.set(node, seen);
    };
    const probe = { counts: [], counter: () => undefined, watcher };
    const { run, usesClock } = compileAst(ast, text, { ...use, probe }, use.conclude);
    const watchedRun = (input: unknown, bindings?: Bindings): unknown => {
      const evaluation: Evaluation = {
        expression,
        ast,
        value: undefined,
        hasFailed: true,
        values: new Map(),
        repeat: (other, name, binding) => {
          const resolve: typeof use.resolve = (asked) =>
            asked === name ? { kind: 'either' } : use.resolve(asked);
          return compileAst(parse(other), other, { resolve }).run(input, { ...bindings, [name]: binding });
        },
      };
      this.step?.evaluations.push(evaluation);
      this.evaluation = evaluation;
      evaluation.value = run(input, bindings);
      evaluation.hasFailed = false;
      return evaluation.value;
    };
    return { run: watchedRun, usesClock };
  }

  private watchWorkflow(steps: readonly CompiledStep[], parts: ProgramParts): Run {
    const run = compiler.sequence(steps, parts);
    return (input, bindings) => {
      const workflow: WorkflowRun = { source: parts.source, steps: [] };
      this.workflow = workflow;
      if (this.step) {
        this.step.inner.push(workflow);
      } else {
        this.recording.workflow = workflow;
      }
      return run(input, bindings);
    };
  }

  /** A step inside another one belongs to that one. */
  private watchStep(run: Run, shape: StepShape, { parts }: StepPath): Run {
    return parts.steps.includes(shape)
      ? (input, bindings) => this.runStep(shape, input, () => run(input, bindings))
      : run;
  }

  private runStep({ name, inputTemplate }: StepShape, input: unknown, go: () => unknown): unknown {
    const { workflow, step: outer } = this;
    const step: StepRun = {
      ...{ name, state: 'failed', input, output: undefined, milliseconds: 0 },
      ...{ evaluations: [], inner: [] },
    };
    workflow?.steps.push(step);
    // In an asynchronous workflow, it is unknown to which run a step belongs.
    this.step = workflow && step;
    const started = performance.now();
    try {
      const value = go();
      step.state = value === skipped ? 'skipped' : 'ran';
      step.output = value === skipped ? undefined : value;
      return value;
    } finally {
      step.milliseconds = performance.now() - started;
      const prepared = step.evaluations.find(({ expression }) => expression?.text === inputTemplate);
      step.input = prepared ? prepared.value : input;
      this.workflow = workflow;
      this.step = outer;
    }
  }
}
