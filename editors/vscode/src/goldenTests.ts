import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { tests, TestRunProfileKind, Uri, workspace, type Disposable, type TestItem } from 'vscode';
import { manifestOf, type DestkitClient } from './client';
import { listGoldens, type Golden } from './commands';
import { GoldenRunner } from './goldenRunner';

/** Goldens are listed again after a pause of this length: a checkout changes many files at once. */
const QUIET_MS = 200;

/** The goldens in the editor's test explorer: destination, feature, folders, golden. */
export class GoldenTests implements Disposable {
  private readonly controller = tests.createTestController('destkit.goldens', 'destkit goldens');
  private readonly runner: GoldenRunner;
  private readonly disposables: readonly { dispose(): unknown }[];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly client: DestkitClient) {
    this.runner = new GoldenRunner(client, this.controller);
    const watcher = workspace.createFileSystemWatcher('**/{destination.yaml,input.json}', false, true, false);
    const refresh = (): void => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.refresh(), QUIET_MS);
    };
    this.disposables = [
      this.controller,
      watcher,
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
      // Also while the goldens of a folder could not be listed yet: it had errors.
      client.onDidCheck((folder) => {
        if (this.controller.items.get(folder) === undefined) {
          refresh();
        }
      }),
    ];
    this.controller.refreshHandler = () => this.refresh();
    this.controller.createRunProfile(
      'Run',
      TestRunProfileKind.Run,
      (request, token) => this.runner.run(request, token),
      true,
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.disposables.forEach((each) => {
      each.dispose();
    });
  }

  private async refresh(): Promise<void> {
    for (const folder of this.client.folders) {
      const path = Uri.parse(folder).fsPath;
      try {
        this.show(folder, path, await listGoldens(this.client, manifestOf(folder)));
      } catch {
        // A destination with errors keeps its goldens as they were last known.
        if (!existsSync(join(path, 'destination.yaml'))) {
          this.controller.items.delete(folder);
        }
      }
    }
  }

  private show(folder: string, path: string, goldens: readonly Golden[]): void {
    const root = this.controller.createTestItem(folder, basename(path), Uri.parse(manifestOf(folder)));
    for (const golden of goldens) {
      const parts = golden.name.split('/');
      const label = parts.pop() ?? golden.name;
      let parent: TestItem = root;
      for (const part of parts) {
        parent = this.groupIn(parent, part);
      }
      const input = Uri.file(join(golden.folder, 'input.json'));
      const item = this.controller.createTestItem(golden.folder, label.replaceAll('-', ' '), input);
      parent.children.add(item);
      this.runner.add(item, { destination: folder, golden });
    }
    this.controller.items.add(root);
  }

  private groupIn(parent: TestItem, name: string): TestItem {
    const id = `${parent.id}#${name}`;
    const known = parent.children.get(id);
    if (known) {
      return known;
    }
    const group = this.controller.createTestItem(id, name);
    parent.children.add(group);
    return group;
  }
}
