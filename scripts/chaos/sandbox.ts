import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDestination } from '../../dist/runtime/destination/load';
import { parseFaults } from '../../dist/io/sandbox/faults';
import type { Recorded } from '../../dist/io/sandbox/record';
import { startSandbox } from '../../dist/io/sandbox/sandbox';

const FAULTS = '429=0.1:0,500=0.05,reset=0.02,hang=0.01';

/** What chaos needs of the place that it delivers to. */
export interface ChaosSandbox {
  origin: string;
  /** How many requests were answered by now. */
  received(): number;
  /** Ends it and gives all requests that it answered, in order. A request that met a fault was not. */
  close(): Promise<Recorded[]>;
}

/** A sandbox with faults at random, which checks signatures with these settings. */
export async function startChaosSandbox(folder: string, config: object): Promise<ChaosSandbox> {
  const record = join(folder, 'record.ndjson');
  const destination = await loadDestination('kochava');
  const sandbox = await startSandbox({ destination, config, faults: parseFaults(FAULTS), record });
  return {
    origin: sandbox.origin,
    received: () => sandbox.counts().received,
    async close() {
      await sandbox.close();
      const lines = readFileSync(record, 'utf8').split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Recorded);
    },
  };
}
