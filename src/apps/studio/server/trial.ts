import type { HttpResponse } from '../../../io/delivery/send';
import { Sender } from '../../../io/delivery/send';
import type { OutgoingRequest } from '../../../io/delivery/request';
import { Router } from '../../../io/delivery/route';
import { toWire } from '../../../io/delivery/wire';
import { readDestination } from '../../../runtime/destination/load';
import { DestkitError } from '../../../runtime/errors/destkitError';
import { startSandbox } from '../../../io/sandbox/sandbox';
import type { Places } from './folder';
import type { Trial, TrialAnswer, TrialResult } from '../contract';

const CONNECTIONS = 4;
const TIMEOUT_MS = 10_000;

/**
 * Sends requests to a sandbox of the destination, as it is on disk, and gives the answers. The sandbox lives for one
 * trial, so that it knows nothing of the trial before.
 *
 * @throws what loading the destination and starting a sandbox throw
 */
export async function runTrial(
  { folder, allowCode }: Pick<Places, 'folder' | 'allowCode'>,
  { requests, config }: Trial,
): Promise<TrialResult> {
  const destination = await readDestination(folder, { allowCode });
  const sandbox = await startSandbox({ destination, config });
  const sender = new Sender(CONNECTIONS, TIMEOUT_MS);
  try {
    const router = new Router(destination.manifest.hosts, sandbox.origin);
    const answers: TrialResult['answers'] = [];
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
): Promise<TrialAnswer | { problem: string }> {
  try {
    const answer = await sender.send(toWire(request, router));
    if (!('status' in answer)) {
      return { problem: answer.message };
    }
    const { status, headers, body }: HttpResponse = answer;
    return { status, headers, body };
  } catch (error) {
    return { problem: error instanceof DestkitError ? error.message : 'the request has not the form of one' };
  }
}
