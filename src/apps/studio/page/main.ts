import type { GoldenRow } from '../worker/messages';
import { Api } from './api';
import { allCommands } from './commands';
import { button } from './element';
import { EventPane } from './eventPane';
import { FileSaver } from './fileSaver';
import { Model } from './model';
import { openPalette } from './palette';
import { Provenance } from './provenance';
import { ResultPane } from './resultPane';
import { listenForShortcuts, showShortcuts, type Shortcut } from './shortcuts';
import { splitter } from './splitter';
import { themeSwitch } from './theme';
import { RuntimeClient } from './runtimeClient';
import { WorkflowPane } from './workflowPane';

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`the page has no #${id}`);
  }
  return found;
}

const api = new Api(location.hash.slice(1));
const model = new Model();
const runtime = new RuntimeClient(api, model);
const fileSaver = new FileSaver(api, model, (path, text) => {
  runtime.tell(path, text);
});
const status = byId('status');

function say(text: string): void {
  status.textContent = text;
}

/** Runs an action and shows its error if it fails. */
function attempt(action: () => Promise<unknown>): void {
  action().catch((error: unknown) => {
    say((error as Error).message);
  });
}

const save = () => {
  attempt(() => fileSaver.saveCurrent());
};
const saveGolden = () => {
  attempt(async () => {
    const folder = await fileSaver.saveGolden();
    if (folder !== undefined) {
      events.find(folder);
    }
  });
};
const updateGolden = () => {
  attempt(() => fileSaver.updateGolden());
};

const events = new EventPane(
  byId('event'),
  model,
  () => api.events(),
  (offset) => {
    provenance.fromEvent(offset);
  },
);
const workflow = new WorkflowPane(byId('workflow'), model, {
  onSave: save,
  onResolve: (file) => {
    attempt(() => fileSaver.resolve(file));
  },
  onPoint: (file, line) => {
    provenance.fromFile(file, line);
  },
  ask: (question) => runtime.ask(question),
});
const provenance = new Provenance(model, byId('result'), () => ({
  event: events.editor,
  workflow: workflow.editor,
}));
const results = new ResultPane(byId('result'), model, {
  onField: (path) => {
    provenance.fromField(path);
  },
  onUpdateGolden: updateGolden,
  onSaveGolden: saveGolden,
  onSendToSandbox: () => {
    const requests =
      model.result?.events.flatMap(({ outcome }) => ('requests' in outcome ? outcome.requests : [])) ?? [];
    return api.sendToSandbox({ requests, config: model.selectedEvent?.config ?? {} });
  },
});

byId('result').append(
  splitter({ label: 'Height of the explanation', part: provenance.root, isAfter: true, initial: 12 }),
  provenance.root,
);
byId('event').after(
  splitter({ label: 'Width of the event', part: byId('event'), isColumn: true, initial: 26 }),
);
byId('workflow').after(
  splitter({ label: 'Width of the workflow', part: byId('workflow'), isColumn: true, initial: 40 }),
);

const showPalette = () => {
  openPalette(
    allCommands(
      model,
      shortcuts.filter(({ run }) => run !== showPalette),
      (folder) => {
        events.find(folder);
      },
    ),
  );
};

const shortcuts: Shortcut[] = [
  {
    keys: 'Alt-1',
    about: 'the list of events',
    run: () => {
      events.focusList();
    },
  },
  {
    keys: 'Alt-2',
    about: 'the event',
    run: () => {
      events.editor.view.focus();
    },
  },
  {
    keys: 'Alt-3',
    about: 'the tree of files',
    run: () => {
      workflow.focusList();
    },
  },
  {
    keys: 'Alt-4',
    about: 'the file',
    run: () => {
      workflow.editor.view.focus();
    },
  },
  {
    keys: 'Alt-5',
    about: 'the requests',
    run: () => {
      results.tabs.show(0);
      results.tabs.focus();
    },
  },
  {
    keys: 'Alt-6',
    about: 'the golden',
    run: () => {
      results.tabs.show(1);
      results.tabs.focus();
    },
  },
  { keys: 'Ctrl-K', about: 'find a command, golden, file or step', run: showPalette },
  {
    keys: 'Alt-Z',
    about: 'wrap long lines',
    run: () => {
      workflow.toggleWrap();
    },
  },
  { keys: 'Ctrl-S', about: 'save the file', run: save },
  { keys: 'Alt-U', about: 'update the golden', run: updateGolden },
  { keys: 'Alt-N', about: 'save as a new golden', run: saveGolden },
  {
    keys: 'Alt-H',
    about: 'these shortcuts',
    run: () => {
      showShortcuts(shortcuts);
    },
  },
];
listenForShortcuts(shortcuts);

const themes = button('', () => undefined);
themeSwitch(themes);
byId('actions').append(
  button('Commands', showPalette, { title: 'Ctrl-K' }),
  themes,
  button(
    'Shortcuts',
    () => {
      showShortcuts(shortcuts);
    },
    { title: 'Alt-H' },
  ),
);

model.on('message', say);
model.on('about', ({ title }) => {
  byId('title').textContent = title;
});
model.on('states', () => {
  byId('golden-summary').textContent = summarizeGoldens(model.rows);
});
globalThis.addEventListener('beforeunload', (event) => {
  if (model.list().some((file) => model.isDirty(file))) {
    event.preventDefault();
  }
});

function summarizeGoldens(rows: readonly GoldenRow[]): string {
  const count = (wanted: GoldenRow['state']) => rows.filter(({ state }) => state === wanted).length;
  const [unknown, differing] = [count('unknown'), count('differs')];
  if (unknown > 0) {
    return `${String(rows.length - unknown)} of ${String(rows.length)} goldens run`;
  }
  return differing === 0
    ? `All ${String(rows.length)} goldens hold`
    : `${String(differing)} of ${String(rows.length)} goldens differ`;
}

async function start(): Promise<void> {
  const snapshot = await api.folder();
  runtime.open(snapshot);
  model.load(snapshot);
  const first = model.list().find(({ name }) => /^proc.*\.ya?ml$/i.test(name)) ?? model.list()[0];
  if (first) {
    model.open(first.path);
  }
  say('');
  const goldens = await api.goldens();
  goldens.forEach((file) => model.goldenFiles.set(file.path, file));
  runtime.openGoldens(snapshot.goldenRoot, goldens);
  void api.changes(
    (change) => {
      runtime.takeChange(change);
    },
    () => {
      say(
        'The studio has stopped, and unsaved changes exist only on this page. Start it again, and open the new address.',
      );
    },
  );
}

attempt(start);
