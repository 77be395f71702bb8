import './browserShims/nodeGlobals';
import type { GoldenCase } from '../../../tools/goldens/goldenCase';
import type { FromWorker, Question, SelectedEvent, ToWorker } from './messages';
import { BrowserSession, blockedError } from './browserSession';

// The web worker that runs the destination: the page stays responsive, and code generated from a workflow has no access to
// the DOM or the network.

const SLICE_MS = 40;
/** Everything except the result waits for a pause of this length, so that the next key is handled immediately. */
const TYPING_MS = 150;

let session: BrowserSession | undefined;
let selectedEvent: SelectedEvent | undefined;
/** What has blocked the previous worker. It is not run again until a file, or the event, has changed. */
const blocked: { event: boolean; golden: string | undefined } = { event: false, golden: undefined };
/** The number of messages received. */
let received = 0;
/** The pending work, the most urgent first. */
const due = {
  build: false,
  about: false,
  run: false,
  trace: false,
  lint: false,
  goldens: false,
  fields: false,
  branches: false,
};
let isWorking = false;
/** The time of the last edit, or of a similar action. */
let edited = -Infinity;
let wake: () => void = () => undefined;

function post(message: FromWorker): void {
  globalThis.postMessage(message);
}

/** Tells the page what may block from here on. */
function announce(golden?: GoldenCase): void {
  post({ kind: 'evaluating', received, golden: golden?.folder });
}

function receive(message: ToWorker): void {
  received += 1;
  switch (message.kind) {
    case 'folder':
      session = new BrowserSession(message.snapshot);
      Object.assign(due, { build: true, about: true, run: true, lint: true });
      break;
    case 'goldens':
      session?.goldens.open(message.root, message.files);
      blocked.golden = message.blocked;
      post({ kind: 'rows', rows: session?.goldens.rows ?? [] });
      Object.assign(due, { run: true, goldens: true, fields: true });
      break;
    case 'file':
      blocked.golden = undefined;
      if (session?.goldens.change(message.path, message.text)) {
        post({ kind: 'rows', rows: session.goldens.rows });
        Object.assign(due, { run: true, goldens: true, fields: true });
      } else {
        edited = performance.now();
        blocked.event = false;
        session?.change(message.path, message.text);
        session?.goldens.restart();
        Object.assign(due, { build: true, about: true, run: true, lint: true, goldens: true });
      }
      break;
    case 'schemaCode':
      session?.schemas.put(message.schemas);
      Object.assign(due, { build: true, about: true, run: true, lint: true, goldens: true });
      break;
    case 'question':
      void answer(message.id, message.question);
      return;
    case 'selectedEvent':
      selectedEvent = message.selectedEvent;
      blocked.event = message.isBlocked;
      due.run = true;
  }
  wake();
  void work();
}

/** Answers at once, between other work. */
async function answer(id: number, question: Question): Promise<void> {
  post({ kind: 'answer', id, answer: await session?.answer(question).catch(() => undefined) });
}

/** Resolves after the pause without typing, or when there is new work. */
function untilQuiet(): Promise<void> {
  return new Promise((resolve) => {
    wake = resolve;
    setTimeout(resolve, edited + TYPING_MS - performance.now());
  });
}

/** Does the pending work in pieces. Messages that arrive between two pieces are handled, and may be more urgent. */
async function work(): Promise<void> {
  if (isWorking || !session) {
    return;
  }
  isWorking = true;
  try {
    while (await doNext(session)) {
      post({ kind: 'evaluated' });
      await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    isWorking = false;
  }
}

async function doNext(current: BrowserSession): Promise<boolean> {
  if (due.build) {
    due.build = false;
    started = performance.now();
    await current.build();
    const texts = current.schemas.takeUnasked();
    if (texts.length > 0) {
      post({ kind: 'schemas', texts });
    }
  } else if (current.schemas.lacksSome) {
    // When the code of the schemas arrives, everything is computed again.
    return false;
  } else if (due.about) {
    due.about = false;
    sendAbout(current);
    if (!selectedEvent) {
      // The page is about to choose an event: its result comes first.
      edited = performance.now();
    }
  } else if (due.run) {
    due.run = false;
    started ??= performance.now();
    if (selectedEvent) {
      announce();
      const result = await current.run(selectedEvent, blocked.event);
      post({ kind: 'result', result, milliseconds: performance.now() - started });
      due.trace = true;
    }
    started = undefined;
  } else if (performance.now() < edited + TYPING_MS) {
    await untilQuiet();
  } else if (due.trace) {
    due.trace = false;
    announce();
    const trace = blocked.event ? undefined : selectedEvent && (await current.trace(selectedEvent));
    post({ kind: 'trace', trace });
  } else if (due.lint) {
    due.lint = false;
    post({ kind: 'findings', findings: await current.lint(blocked.golden) });
  } else if (due.goldens) {
    await runGoldens(current);
  } else if (due.fields) {
    due.fields = false;
    post({ kind: 'fields', fields: current.goldens.fields() });
  } else if (due.branches) {
    const branches = await current.branches.runSome(SLICE_MS, announce);
    if (branches) {
      due.branches = false;
      post({ kind: 'branches', branches });
    }
  } else {
    return false;
  }
  return true;
}

/** The time of the edit whose result comes next. */
let started: number | undefined;

function sendAbout(current: BrowserSession): void {
  const about = current.about();
  if (about) {
    post({ kind: 'about', about });
  }
}

async function runGoldens(current: BrowserSession): Promise<void> {
  const { goldens, destination } = current;
  if (blocked.golden !== undefined) {
    due.goldens = false;
    post({ kind: 'states', states: goldens.stopAt(blocked.golden, blockedError().message), isDone: true });
    return;
  }
  const states = destination ? await goldens.runSome(destination, SLICE_MS, announce) : [];
  due.goldens = destination !== undefined && !goldens.isDone;
  if (!due.goldens) {
    due.branches = true;
    current.restartBranches();
  }
  post({ kind: 'states', states, isDone: !due.goldens });
}

globalThis.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  receive(data);
});
