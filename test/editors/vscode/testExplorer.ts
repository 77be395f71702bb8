import { TestMessage, type Uri } from './editorValues';

// The part of VS Code's API that shows tests.

export class TestItemCollection implements Iterable<[string, TestItem]> {
  private readonly items = new Map<string, TestItem>();

  get size(): number {
    return this.items.size;
  }

  add(item: TestItem): void {
    this.items.set(item.id, item);
  }

  get(id: string): TestItem | undefined {
    return this.items.get(id);
  }

  delete(id: string): void {
    this.items.delete(id);
  }

  [Symbol.iterator](): Iterator<[string, TestItem]> {
    return this.items[Symbol.iterator]();
  }
}

export class TestItem {
  readonly children = new TestItemCollection();

  constructor(
    readonly id: string,
    readonly label: string,
    readonly uri: Uri | undefined,
  ) {}
}

interface TestRunRequest {
  include?: readonly TestItem[];
  exclude?: readonly TestItem[];
}

/** What a run has reported, by the item's label. */
export class TestRun {
  readonly results = new Map<string, string>();
  readonly places: string[] = [];
  output = '';
  isEnded = false;

  started({ label }: TestItem): void {
    this.results.set(label, 'started');
  }
  passed({ label }: TestItem): void {
    this.results.set(label, 'passed');
  }
  skipped({ label }: TestItem): void {
    this.results.set(label, 'skipped');
  }
  failed({ label }: TestItem, { message, location }: TestMessage): void {
    this.results.set(label, `failed: ${message}`);
    this.places.push(location?.uri.fsPath ?? '');
  }
  errored({ label }: TestItem, { message }: TestMessage): void {
    this.results.set(label, `errored: ${message}`);
  }
  appendOutput(text: string): void {
    this.output += text;
  }
  end(): void {
    this.isEnded = true;
  }
}

type RunHandler = (request: TestRunRequest, token: { isCancellationRequested: boolean }) => Promise<void>;

export class TestController {
  readonly items = new TestItemCollection();
  readonly runs: TestRun[] = [];
  refreshHandler: (() => Promise<void>) | undefined;
  private handler: RunHandler | undefined;

  createTestItem(id: string, label: string, uri?: Uri): TestItem {
    return new TestItem(id, label, uri);
  }

  createRunProfile(_label: string, _kind: number, handler: RunHandler): void {
    this.handler = handler;
  }

  createTestRun(): TestRun {
    const run = new TestRun();
    this.runs.push(run);
    return run;
  }

  dispose(): void {
    this.handler = undefined;
  }

  /** What a user does who runs tests. @returns what the run has reported */
  async run(request: TestRunRequest, isCancellationRequested = false): Promise<TestRun> {
    await this.handler?.(request, { isCancellationRequested });
    const run = this.runs.at(-1);
    if (run?.isEnded !== true) {
      throw new Error('the run has not ended');
    }
    return run;
  }

  /** The items below one, or of all: labels joined with `/`. */
  paths(items: TestItemCollection = this.items): string[] {
    return [...items].flatMap(([, { label, children }]) =>
      children.size === 0 ? [label] : this.paths(children).map((each) => `${label}/${each}`),
    );
  }

  /** @throws when there is no such item */
  find(label: string, items: TestItemCollection = this.items): TestItem {
    const found = this.search(label, items);
    if (!found) {
      throw new Error(`no test ${label} in ${this.paths().join(', ')}`);
    }
    return found;
  }

  private search(label: string, items: TestItemCollection): TestItem | undefined {
    for (const [, item] of items) {
      const found = item.label === label ? item : this.search(label, item.children);
      if (found) {
        return found;
      }
    }
    return undefined;
  }
}
