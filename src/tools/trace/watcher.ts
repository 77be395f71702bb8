import { compileAst, parse, type Bindings } from '../../runtime/jsonata/compile';
import { describe } from '../../runtime/jsonata/hostFunction';
import type { CodeMaker, ExpressionUse } from '../../runtime/workflow/codeMaker';
import { compiler } from '../../runtime/workflow/compiler';
import type { CompiledStep, Run } from '../../runtime/workflow/compileSteps';
import { skipped } from '../../runtime/workflow/programParts';
import type { Evaluation, Recording, StepRun, WorkflowRun } from './recording';
import { WATCH, watchTree, type WatchedTree } from './watchedTree';

/** Makes code that does what the compiler's does, step by step, and writes down what happens. */
export class Watcher {
  private recording: Recording = {};
  private step: StepRun | undefined;
  private evaluation: Evaluation | undefined;
  private readonly trees = new Map<string, WatchedTree>();

  readonly maker: CodeMaker = {
    isCompilable: (text, parts) => compiler.isCompilable(text, parts),
    findOwned: (parts) => compiler.findOwned(parts),
    // Steps that are one function could not be told apart.
    fuse: () => undefined,
    expression: (text, use) => this.watchExpression(text, use),
    sequence: (steps) => this.watchSteps(steps),
  };

  /** Begins a new recording: whatever runs from now on goes into it. */
  begin(): Recording {
    this.step = undefined;
    this.evaluation = undefined;
    this.recording = {};
    return this.recording;
  }

  /** An expression's tree; the same one each time, so that its nodes can be compared. */
  tree(text: string): WatchedTree {
    const known = this.trees.get(text) ?? watchTree(parse(text));
    this.trees.set(text, known);
    return known;
  }

  private readonly watch = describe(
    (number: number, value: unknown): unknown => {
      const { values } = this.evaluation ?? {};
      const seen = values?.get(number);
      if (seen) {
        seen.push(value);
      } else {
        values?.set(number, [value]);
      }
      return value;
    },
    { gives: 'argument', keepsOwnership: true },
  );

  private watchExpression(text: string, { conclude, resolve, ...use }: ExpressionUse) {
    const tree = this.tree(text);
    const environment = {
      ...(use.ownedOutputs ? { ownedOutputs: use.ownedOutputs } : {}),
      resolve: (name: string) =>
        name === WATCH ? { kind: 'constant' as const, value: this.watch } : resolve(name),
    };
    const { run, usesClock } = compileAst(tree.watched, text, environment, conclude);
    const watchedRun = (input: unknown, bindings?: Bindings): unknown => {
      const evaluation: Evaluation = {
        ...{ text, tree, input, value: undefined, hasFailed: true },
        values: new Map(),
      };
      this.step?.evaluations.push(evaluation);
      this.evaluation = evaluation;
      evaluation.value = run(input, bindings);
      evaluation.hasFailed = false;
      return evaluation.value;
    };
    return { run: watchedRun, usesClock };
  }

  private watchSteps(steps: readonly CompiledStep[]): Run {
    return (input, bindings) => {
      const run: WorkflowRun = { input, steps: [] };
      if (this.step) {
        this.step.inner.push(run);
      } else {
        this.recording.workflow = run;
      }
      const outputs = bindings.outputs as Record<string, unknown>;
      let output: unknown;
      for (const step of steps) {
        const value = this.watchStep(run, step, () => step.run(input, bindings));
        if (value !== skipped) {
          outputs[step.name] = output = value;
          if (step.step.onComplete === 'return') {
            break;
          }
        }
      }
      return output;
    };
  }

  private watchStep(run: WorkflowRun, { name, step: shape }: CompiledStep, go: () => unknown): unknown {
    const outer = this.step;
    const step: StepRun = {
      ...{ name, shape, state: 'failed', input: run.input, output: undefined, milliseconds: 0 },
      ...{ evaluations: [], inner: [] },
    };
    run.steps.push(step);
    this.step = step;
    const started = performance.now();
    try {
      const value = go();
      // A failure that the workflow survives (`onError: continue`) counts as a step that did not run.
      const hasFailed = step.evaluations.some((evaluation) => evaluation.hasFailed);
      step.state =
        value !== skipped ? 'ran' : hasFailed && shape.onError === 'continue' ? 'failed' : 'skipped';
      step.output = value === skipped ? undefined : value;
      return value;
    } finally {
      step.milliseconds = performance.now() - started;
      const prepared = step.evaluations.find(({ text }) => text === shape.inputTemplate);
      step.input = prepared ? prepared.value : run.input;
      this.step = outer;
    }
  }
}
