import type { Arrival } from '../../test/io/service/rudderServer/ledger';
import { marksIn } from '../../test/io/service/rudderServer/setup';

interface Recorded {
  path: string;
  accepted: boolean;
  body: string;
  record?: { signature?: string };
}

/** What the sandbox has received and answered. */
export interface SandboxRecord {
  requests: Recorded[];
  counts: { received: number; faults: Record<string, number> };
}

const LIMIT = 10_000;

/** @throws when the sandbox has received more than it keeps */
export async function readRecord(origin: string): Promise<SandboxRecord> {
  const record = (await (await fetch(`${origin}/requests?limit=${LIMIT}`)).json()) as SandboxRecord;
  if (record.requests.length < record.counts.received) {
    throw new Error(`the sandbox keeps ${record.requests.length} of ${record.counts.received} requests`);
  }
  return record;
}

/** Requests that were taken, of the app of one connection. */
export function arrivalsOf({ requests }: SandboxRecord, appId: string): Arrival[] {
  return requests
    .filter(({ accepted, body }) => accepted && body.includes(`"${appId}"`))
    .flatMap(({ body, path }) => [...marksIn(body)].map((mark) => ({ mark, path })));
}

/** Requests that need a signature and have none that is valid. */
export function countUnsigned({ requests }: SandboxRecord): number {
  return requests.filter(({ path, record }) => !path.includes('/privacy/') && record?.signature !== 'valid')
    .length;
}
