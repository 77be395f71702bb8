import childProcess from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../../temporaryFolder';
import { webhookWorkspace } from '../../apps/languageServer/workspace';
import { EditorStub } from './editorStub';
import { buildVsix, install, installDestkit, loadExtension, root, type Extension } from './extension';
import type { TestController } from './testExplorer';

// The extension as it is built, in a stubbed editor, with the real server.

const installed = install(buildVsix(temporaryFolder()), temporaryFolder());
const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
  contributes: {
    commands: { command: string }[];
    configuration: { properties: Record<string, { default: unknown }> };
  };
};
const spawn = jest.spyOn(childProcess, 'spawn');
// The language client waits for two seconds whether the server has ended, for which the tests do not wait.
const startTimer = globalThis.setTimeout;
jest
  .spyOn(globalThis, 'setTimeout')
  .mockImplementation((run, milliseconds, ...given) => startTimer(run, milliseconds, ...given).unref());
const subscriptions: { dispose(): unknown }[] = [];
let editor: EditorStub;
let extension: Extension;
let workspace: string;

async function until<T>(find: () => T | undefined | false): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = find();
    if (found !== undefined && found !== false) {
      return found;
    }
    await pause(20);
  }
  throw new Error(`it does not happen; messages: ${editor.messages.join('\n')}`);
}

async function start(prepare: () => void = () => undefined): Promise<void> {
  workspace = webhookWorkspace();
  editor = new EditorStub(workspace);
  prepare();
  extension = loadExtension(installed, editor);
  await extension.activate({ subscriptions });
}

async function stop(): Promise<void> {
  await extension.deactivate();
  subscriptions.splice(0).forEach((each) => each.dispose());
}

const file = (path: string) => join(workspace, 'webhook', path);
const controller = (): TestController | undefined => editor.controllers[0];
const hasGoldens = () => (controller()?.paths().length ?? 0) > 5 && controller();

describe('in a workspace with destkit', () => {
  beforeAll(async () => {
    spawn.mockClear();
    await start(() => {
      installDestkit(workspace);
      const workflow = readFileSync(file('procWorkflow.yaml'), 'utf8');
      writeFileSync(file('procWorkflow.yaml'), workflow.replace('$outputs.text)', '$outputs.txt)'));
    });
  });
  afterAll(stop);

  test('the server of the workspace is started, once', () => {
    expect(spawn.mock.calls.map(([, args]) => args)).toEqual([
      [join(workspace, 'node_modules/destkit/dist/apps/cli/main.js'), 'language-server', '--stdio'],
    ]);
  });

  test('the mistake of a workflow is shown', async () => {
    const [first] = await until(() => {
      const found = editor.diagnostics.get(file('procWorkflow.yaml'));
      return found !== undefined && found.length > 0 && found;
    });
    expect(first?.message).toMatch(/txt/);
  });

  test('commands and settings are those of package.json', () => {
    const { commands, configuration } = manifest.contributes;
    const own = [...editor.commands.keys()].filter((name) => name.startsWith('destkit.editor.'));
    expect(own.sort()).toEqual(commands.map(({ command }) => command).sort());
    const settings = Object.keys(configuration.properties);
    // The server reads this one itself.
    expect([...editor.settingsRead, 'destkit.inlayHints'].sort()).toEqual(settings.sort());
  });

  test('code lenses find the commands of the server', () => {
    expect(editor.commands.has('destkit.runGoldens')).toBe(true);
  });
});

describe('the commands', () => {
  beforeAll(async () => {
    await start(() => {
      installDestkit(workspace);
    });
    await until(hasGoldens);
    editor.open(file('procWorkflow.yaml'), 'yaml');
  });
  afterAll(stop);

  test('goldens are in the test explorer, and one of them passes', async () => {
    const tests = await until(hasGoldens);
    expect(tests.paths()).toContain('webhook/processor/short secret is rejected');
    const run = await tests.run({ include: [tests.find('short secret is rejected')] });
    expect([...run.results]).toEqual([['short secret is rejected', 'passed']]);
    expect(editor.messages).toEqual([]);
  });

  test('a golden that differs fails at its output, the others of the folder pass', async () => {
    const tests = await until(hasGoldens);
    const output = file('goldens/processor/short-secret-is-rejected/output.json');
    const before = readFileSync(output, 'utf8');
    writeFileSync(output, before.replace('rejected', 'filtered'));
    const run = await tests.run({ include: [tests.find('processor')] });
    expect(run.results.get('short secret is rejected')).toMatch(/^failed: .*outcome/s);
    expect(run.results.size).toBe(8);
    expect([...run.results.values()].filter((each) => each === 'passed')).toHaveLength(7);
    expect(run.places).toEqual([output]);
    expect(run.output).toMatch(/^short secret is rejected\r\n.*outcome.*\r\n$/);

    editor.answers.push('short-secret');
    await editor.execute('destkit.editor.showGoldenDiff');
    expect(editor.reports.get('short-secret-is-rejected.txt')).toMatch(/outcome/);

    editor.answers.push('short-secret');
    await editor.execute('destkit.editor.updateGolden');
    expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject({ outcome: 'rejected' });
  });

  test('a cancelled run skips', async () => {
    const tests = await until(hasGoldens);
    const run = await tests.run({ exclude: [tests.find('sandbox')] }, true);
    expect(new Set(run.results.values())).toEqual(new Set(['skipped']));
    expect(run.results.size).toBe(8);
  });

  test('all goldens run, an event is chosen', async () => {
    await editor.execute('destkit.editor.runGoldens');
    await until(() => editor.messages.includes('13 of 13 goldens hold'));
    editor.answers.push('short-secret');
    await editor.execute('destkit.editor.chooseEvent');
    expect(editor.messages.at(-1)).toBe('Values are those of processor/short-secret-is-rejected');
  });

  test('a field is traced', async () => {
    editor.answers.push('type-that-the-connection-lists');
    await editor.execute('destkit.editor.chooseEvent');
    editor.answers.push('requests[0].endpoint');
    await editor.execute('destkit.editor.traceField');
    expect(editor.reports.get('trace.txt')).toMatch(/hooks\.example\.com/);
  });

  test('an error of the server is shown', async () => {
    editor.answers.push('nowhere[');
    await editor.execute('destkit.editor.traceField');
    expect(editor.messages.at(-1)).toMatch(/nowhere/);
  });

  test('values are hidden and shown, and the editor asks for them again', async () => {
    const toggle = async () => {
      const before = editor.hintRefreshes;
      await editor.execute('destkit.editor.toggleInlayHints');
      await until(() => editor.hintRefreshes > before);
    };
    expect(await editor.inlayHints()).toEqual([]);
    await toggle();
    // The example has not run yet.
    while ((await editor.inlayHints()).length === 0) {
      await pause(20);
    }
    await toggle();
    expect(await editor.inlayHints()).toEqual([]);
    await toggle();
    expect(await editor.inlayHints()).toContainEqual(expect.stringMatching(/^= \{ "type": "track"/));
  });

  test('the server is restarted, also while it is starting', async () => {
    spawn.mockClear();
    const before = editor.messages.length;
    await Promise.all([
      editor.execute('destkit.editor.restartServer'),
      editor.execute('destkit.editor.restartServer'),
    ]);
    expect(spawn).toHaveBeenCalledTimes(2);
    expect(editor.messages.slice(before)).toEqual([]);
    editor.answers.push('short-secret');
    await editor.execute('destkit.editor.chooseEvent');
    expect(editor.messages.at(-1)).toBe('Values are those of processor/short-secret-is-rejected');
  });
});

describe('without a server', () => {
  afterEach(stop);

  test('an untrusted workspace starts nothing until it is trusted', async () => {
    spawn.mockClear();
    await start(() => {
      installDestkit(workspace);
      editor.isTrusted = false;
    });
    expect(spawn).not.toHaveBeenCalled();
    expect([...editor.commands.keys(), ...editor.controllers]).toEqual([]);
    editor.grantTrust();
    await until(() => editor.commands.has('destkit.runGoldens'));
    expect(spawn).toHaveBeenCalledTimes(1);
  });

  test('a workspace without destkit names the setting, which is used once it is set', async () => {
    spawn.mockClear();
    await start();
    expect(editor.messages).toEqual([expect.stringContaining('destkit.server')]);
    expect(spawn).not.toHaveBeenCalled();
    await editor.execute('destkit.editor.runGoldens');
    expect(editor.messages.at(-1)).toBe('the destkit server is not running');
    editor.settings = { allowCode: true };
    const server = join(root, 'dist/apps/cli/main.js');
    editor.set('server', server);
    // Again, before it has started.
    editor.set('server', server);
    await until(() => spawn.mock.calls.length === 2 && editor.commands.has('destkit.runGoldens'));
    expect(editor.messages.filter((each) => each.includes('exists'))).toEqual([]);
    expect(spawn.mock.calls[0]?.[1]?.slice(1)).toEqual(['language-server', '--allow-code', '--stdio']);
  });
});
