import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings, Delivery } from '../../../io/delivery/delivery';
import type { DeliveryReport } from '../../../io/delivery/report';
import type { Destination } from '../../../runtime/destination/destination';
import type { Counts, Received } from '../../../io/sandbox/record';
import { startSandbox } from '../../../io/sandbox/sandbox';
import { createJudge } from '../../../io/delivery/judge';
import { createPlan } from '../delivery/planLines';
import type { ExampleEvent } from './exampleEvents';

/** The result of delivering the examples: delivery's report, and the requests that the sandbox received. */
export interface DemoDelivery {
  report: DeliveryReport;
  received: readonly Received[];
  counts: Counts;
}

/**
 * Delivers the events over HTTP to a sandbox of the destination. The sandbox and the journal exist only during the
 * delivery.
 */
export async function deliverExamples(
  destination: Destination,
  examples: readonly ExampleEvent[],
  config: Record<string, unknown>,
): Promise<DemoDelivery> {
  const folder = mkdtempSync(join(tmpdir(), 'destkit-demo-'));
  const sandbox = await startSandbox({ destination, config });
  try {
    const { hosts, secretHeaders = [] } = destination.manifest;
    const lines = examples.map(({ event }, index) => ({ line: index + 1, text: JSON.stringify(event) }));
    const delivery = new Delivery({
      settings: defaultSettings,
      // eslint-disable-next-line @typescript-eslint/require-await -- delivery reads any input as a stream
      lines: async function* () {
        yield lines;
      },
      countRest: true,
      plan: createPlan(destination, config),
      judge: await createJudge(destination),
      hosts,
      endpoint: sandbox.origin,
      secretHeaders,
      credentialKeys: destination.secretKeys,
      journal: { folder, owner: destination.name, retryRejected: false },
    });
    const { report, error } = await delivery.run();
    if (error) {
      throw error;
    }
    return { report, received: sandbox.requests(), counts: sandbox.counts() };
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
}
