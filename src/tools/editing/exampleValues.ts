import type { Destination, RunOptions } from '../../runtime/destination/destination';
import { toPlain } from '../../runtime/jsonata/plain';
import type { Path } from '../../runtime/schema/document';
import { mask, secretSettings, textsIn, type Secrets } from '../trace/mask';
import type { Evaluation, Recording, StepRun, WorkflowRun } from '../trace/recording';
import { WatchedDestination } from '../trace/watchedDestination';
import type { Span } from './outline';

/** The value of an expression for the example, as text. */
export interface ExpressionValue {
  /** The file's name in documents, and where the expression is in it. */
  file: string;
  path: Path;
  /** The expression as it was when it was evaluated. */
  text: string;
  value: string;
}

/** The result of a step of a workflow for the example. */
export interface StepValue {
  file: string;
  step: string;
  state: StepRun['state'];
  value: string;
}

const LONGEST = 2000;
/** Bound to a function that records the value of a part of an expression. */
const RECORD = 'destkitRecord';

/** The values that one event gives the steps and expressions of a destination. */
export class ExampleValues {
  readonly expressions: readonly ExpressionValue[];
  readonly steps: readonly StepValue[];
  private readonly evaluations = new Map<string, Evaluation>();

  private constructor(
    { workflow }: Recording,
    private readonly secrets: Secrets,
  ) {
    const runs = workflow ? withInner(workflow) : [];
    const all = runs.flatMap(({ source, steps }) =>
      steps.map((step) => ({ file: source?.file ?? '', step })),
    );
    for (const { step } of all) {
      for (const evaluation of step.evaluations) {
        const { document, path } = evaluation.expression ?? {};
        if (document) {
          this.evaluations.set(keyOf(document.file, path ?? []), evaluation);
        }
      }
    }
    this.steps = all.map(({ file, step: { name, state, output } }) => ({
      ...{ file, step: name, state, value: this.show(output) },
    }));
    this.expressions = [...this.evaluations.values()].flatMap(({ expression, value, hasFailed }) =>
      expression && !hasFailed
        ? [
            {
              file: expression.document.file,
              path: expression.path ?? [],
              text: expression.text,
              value: this.show(value),
            },
          ]
        : [],
    );
  }

  /** Runs a feature for one event. @throws WORKFLOW_INVALID; never for a bad event */
  static async record(
    destination: Destination,
    feature: string,
    input: unknown,
    options: RunOptions,
  ): Promise<ExampleValues> {
    const { recording } = await new WatchedDestination(destination).run(feature, input, options);
    const settings = secretSettings(input, destination.secretKeys);
    const { secretHeaders = [] } = destination.manifest;
    return new ExampleValues(recording, {
      texts: settings.flatMap(({ value }) => textsIn(value)),
      headers: new Set(secretHeaders.map((name) => name.toLowerCase())),
    });
  }

  /** The value of a part of an expression; undefined when it was not evaluated, or was another one then. */
  valueOf(file: string, path: Path, text: string, { start, end }: Span): string | undefined {
    const evaluation = this.evaluations.get(keyOf(file, path));
    if (evaluation?.expression?.text !== text) {
      return undefined;
    }
    const values: unknown[] = [];
    const record = (value: unknown): unknown => {
      values.push(value);
      return value;
    };
    const changed = `${text.slice(0, start)}$${RECORD}(${text.slice(start, end)})${text.slice(end)}`;
    try {
      evaluation.repeat(changed, RECORD, record);
    } catch {
      // What came before the failure is known.
    }
    const [first, ...others] = values;
    if (values.length === 0) {
      return undefined;
    }
    const shown = this.show(first);
    return others.length === 0 ? shown : `${shown}\n(the first of ${String(values.length)} values)`;
  }

  private show(value: unknown): string {
    const text = value === undefined ? 'undefined' : toText(value, this.secrets);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  }
}

function toText(value: unknown, secrets: Secrets): string {
  try {
    return JSON.stringify(mask(toPlain(value), secrets), null, 2);
  } catch {
    // A function, or an object that holds one.
    return typeof value;
  }
}

function keyOf(file: string, path: Path): string {
  return `${file}#${path.join('/')}`;
}

function withInner(run: WorkflowRun): WorkflowRun[] {
  return [run, ...run.steps.flatMap(({ inner }) => inner.flatMap(withInner))];
}
