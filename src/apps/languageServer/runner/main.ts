import { parentPort } from 'node:worker_threads';
import { createOverlay } from '../overlayFiles';
import type { Call, FromRunner, ToRunner } from './contract';
import { FolderRunner } from './folderRunner';

// The thread that runs destinations, so that requests of the editor need not wait for it.

const texts = new Map<string, string>();
const runners = new Map<string, FolderRunner>();
let start: (folder: string) => FolderRunner = () => {
  throw new Error('the thread has not been started');
};

parentPort?.on('message', (message: ToRunner) => {
  switch (message.kind) {
    case 'start':
      start = (folder) =>
        new FolderRunner(folder, createOverlay(message.root, texts), { allowCode: message.allowCode });
      break;
    case 'text':
      if (message.text === undefined) {
        texts.delete(message.path);
      } else {
        texts.set(message.path, message.text);
      }
      break;
    case 'call':
      void answer(message.call);
  }
});

async function answer(call: Call): Promise<void> {
  const { id } = call;
  let response: FromRunner;
  try {
    response = { id, result: await perform(call) };
  } catch (error) {
    response = { id, problem: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(response);
}

function perform({ name, params }: Call): Promise<unknown> {
  const { folder } = params;
  const runner = runners.get(folder) ?? start(folder);
  runners.set(folder, runner);
  // Each method takes the parameters of the call of its name.
  return (runner[name] as (given: typeof params) => Promise<unknown>).call(runner, params);
}
