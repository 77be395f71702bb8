import { join } from 'node:path';
import {
  Location,
  Position,
  TestMessage,
  Uri,
  type CancellationToken,
  type TestController,
  type TestItem,
  type TestRun,
  type TestRunRequest,
} from 'vscode';
import { manifestOf, messageOf, type DestkitClient } from './client';
import type { Golden } from './commands';

/** What a test item stands for. */
interface GoldenTest {
  /** URI of the destination's folder. */
  destination: string;
  golden: Golden;
}

/** What the server's command returns. */
interface GoldenRun {
  total: number;
  failures: readonly { folder: string; differences: readonly string[] }[];
}

/** Runs the goldens of the test explorer on the server. */
export class GoldenRunner {
  private readonly goldens = new WeakMap<TestItem, GoldenTest>();

  constructor(
    private readonly client: DestkitClient,
    private readonly controller: TestController,
  ) {}

  add(item: TestItem, test: GoldenTest): void {
    this.goldens.set(item, test);
  }

  async run(request: TestRunRequest, token: CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    const excluded = new Set(request.exclude);
    const all = [...this.controller.items].map(([, item]) => item);
    const byDestination = new Map<string, TestItem[]>();
    for (const item of new Set((request.include ?? all).flatMap((each) => this.leavesOf(each, excluded)))) {
      const { destination = '' } = this.goldens.get(item) ?? {};
      byDestination.set(destination, [...(byDestination.get(destination) ?? []), item]);
    }
    for (const [destination, items] of byDestination) {
      if (token.isCancellationRequested) {
        items.forEach((item) => {
          run.skipped(item);
        });
      } else {
        await this.runDestination(run, destination, items);
      }
    }
    run.end();
  }

  /** A single golden runs alone; of several, all of the destination run, because that builds it only once. */
  private async runDestination(run: TestRun, destination: string, items: readonly TestItem[]): Promise<void> {
    items.forEach((item) => {
      run.started(item);
    });
    const [first, ...others] = items;
    const golden = first && others.length === 0 ? this.goldens.get(first)?.golden.folder : undefined;
    const given = { uri: manifestOf(destination), ...(golden === undefined ? {} : { golden }) };
    try {
      const { failures } = await this.client.runQuietly<GoldenRun>('destkit.runGoldens', given);
      const differences = new Map(failures.map((each) => [each.folder, each.differences]));
      for (const item of items) {
        const found = differences.get(item.id);
        if (found) {
          // The output is a terminal.
          run.appendOutput([item.label, ...found, ''].join('\n').replaceAll('\n', '\r\n'), undefined, item);
          run.failed(item, messageAbout(item.id, found));
        } else {
          run.passed(item);
        }
      }
    } catch (error) {
      items.forEach((item) => {
        run.errored(item, new TestMessage(messageOf(error)));
      });
    }
  }

  private leavesOf(item: TestItem, excluded: ReadonlySet<TestItem>): TestItem[] {
    if (excluded.has(item)) {
      return [];
    }
    return this.goldens.has(item)
      ? [item]
      : [...item.children].flatMap(([, child]) => this.leavesOf(child, excluded));
  }
}

function messageAbout(folder: string, differences: readonly string[]): TestMessage {
  const message = new TestMessage(differences.join('\n'));
  message.location = new Location(Uri.file(join(folder, 'output.json')), new Position(0, 0));
  return message;
}
