import type { Path } from '../../runtime/schema/document';
import type { Diagnostic } from '../../tools/editing/diagnostics';
import type { Span } from '../../tools/editing/outline';
import type { ExampleReport } from './runner/contract';
import type { RunnerClient } from './runner/client';

/** The values of a folder's example, as they were last known. */
export class ExampleCache {
  /** What the example is called; undefined until it has run. */
  name: string | undefined;
  private values = new Map<string, { text: string; value: string }>();
  private steps = new Map<string, string>();
  private isRunning = false;

  constructor(
    private readonly folder: string,
    private readonly runner: RunnerClient,
  ) {}

  /** Runs the example with the files as they are. @returns what keeps the folder from being built */
  async refresh(): Promise<readonly Diagnostic[]> {
    this.isRunning = true;
    try {
      const report = await this.runner.call('refresh', { folder: this.folder });
      this.keep(report);
      return report.problems;
    } catch {
      // The thread has ended; it is started again with the next call.
      return [];
    } finally {
      this.isRunning = false;
    }
  }

  /** The last value of an expression, also when it is another one by now. */
  lastValue(file: string, path: Path): string | undefined {
    return this.values.get(keyOf(file, path))?.value;
  }

  /** The last output of a step. */
  stepValue(file: string, step: string): string | undefined {
    return this.steps.get(keyOf(file, [step]));
  }

  /** The value of a part of an expression; while it is being built or typed, the last one of the whole. */
  async valueOf(file: string, path: Path, text: string, span: Span): Promise<string | undefined> {
    const known = this.values.get(keyOf(file, path));
    const isWhole = span.start === 0 && span.end >= text.trimEnd().length;
    if (!known || isWhole || this.isRunning || known.text !== text) {
      return known?.value;
    }
    return this.runner
      .call('valueOf', { folder: this.folder, file, path, text, span })
      .catch(() => undefined);
  }

  private keep({ example, expressions, steps, problems }: ExampleReport): void {
    this.name = example;
    if (problems.length === 0) {
      this.values = new Map(
        expressions.map(({ file, path, text, value }) => [keyOf(file, path), { text, value }]),
      );
      this.steps = new Map(
        steps.map(({ file, step, state, value }) => [keyOf(file, [step]), state === 'ran' ? value : state]),
      );
    }
  }
}

function keyOf(file: string, path: Path): string {
  return `${file}#${path.join('/')}`;
}
