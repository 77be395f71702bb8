import type { HttpResponse } from '../../../io/delivery/send';
import { Sender } from '../../../io/delivery/send';
import type { OutgoingRequest } from '../../../io/delivery/request';
import { Router } from '../../../io/delivery/route';
import { toWire } from '../../../io/delivery/wire';
import { readDestination } from '../../../runtime/destination/load';
import { DestkitError } from '../../../runtime/errors/destkitError';
import { startSandbox } from '../../../io/sandbox/sandbox';
import type { Places } from './folder';
import type { SandboxRun, SandboxResponse, SandboxRunResult } from '../contract';

const CONNECTIONS = 4;
const TIMEOUT_MS = 10_000;

/**
 * Sends requests to a sandbox and returns the responses. Each call loads the destination from disk and starts a new
 * sandbox, so no state is shared between calls.
 *
 * @throws the errors of loading the destination and of starting a sandbox
 */
export async function sendToSandbox(
  { folder, allowCode }: Pick<Places, 'folder' | 'allowCode'>,
  { requests, config }: SandboxRun,
): Promise<SandboxRunResult> {
  const destination = await readDestination(folder, { allowCode });
  const sandbox = await startSandbox({ destination, config });
  const sender = new Sender(CONNECTIONS, TIMEOUT_MS);
  try {
    const router = new Router(destination.manifest.hosts, sandbox.origin);
    const answers: SandboxRunResult['answers'] = [];
    for (const request of requests) {
      answers.push(await sendOne(request as OutgoingRequest, router, sender));
    }
    return { answers };
  } finally {
    sender.close();
    await sandbox.close();
  }
}

async function sendOne(
  request: OutgoingRequest,
  router: Router,
  sender: Sender,
): Promise<SandboxResponse | { problem: string }> {
  try {
    const answer = await sender.send(toWire(request, router));
    if (!('status' in answer)) {
      return { problem: answer.message };
    }
    const { status, headers, body }: HttpResponse = answer;
    return { status, headers, body };
  } catch (error) {
    return { problem: error instanceof DestkitError ? error.message : 'it is not a valid request' };
  }
}
