import { WorkflowEngineFactory } from '@rudderstack/workflow-engine';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadDestination } from '../../dist/runtime/destination/load';
import type { Destination, HostEvent } from '../../dist/runtime/destination/destination';
import { nodeFiles } from '../../dist/runtime/destination/nodeFiles';
import { exportDestination, type ExportTarget } from '../../dist/tools/export/exportDestination';
import { cdkFolder } from '../../dist/tools/export/rudderTransformer';
import { nativeFolder } from '../../dist/tools/export/rudderTransformerNative';
import { readCases } from '../../dist/tools/goldens/cases';
import { measure, type Figure } from './measure';

type Process = (event: unknown) => Promise<unknown>;

/** The golden events of the processor through the library and through the folders that hosts install, loaded as they load them. */
export async function benchExports(name: string, rounds: number): Promise<Figure[]> {
  const destination = await loadDestination(name);
  const folder = mkdtempSync(join(tmpdir(), 'destkit-bench-'));
  try {
    const cdk = await loadCdk(await write(destination, 'rudder-transformer', folder), name);
    const native = await loadNative(await write(destination, 'rudder-transformer-native', folder), name);
    const library: Process = (event) => destination.transform(event as HostEvent);
    return await measure(
      ['rudderstack', 'kochava'].flatMap((profile) => {
        const events = eventsOf(destination, profile);
        return [
          through(`library, ${profile} profile`, library, events),
          through(`CDK v2 folder, ${profile} profile`, cdk, events),
          through(`native folder, ${profile} profile`, native, events),
        ];
      }),
      rounds,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Exports and gives the folder, which finds this package under its name as an installed one. */
async function write(destination: Destination, host: ExportTarget, parent: string): Promise<string> {
  const folder = join(parent, host);
  for (const { path, text } of await exportDestination(destination, host)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(nodeFiles.packageRoot, join(folder, 'node_modules/destkit'));
  return folder;
}

async function loadCdk(folder: string, name: string): Promise<Process> {
  const rootPath = join(folder, cdkFolder(name));
  const engine = await WorkflowEngineFactory.createFromFilePath(join(rootPath, 'procWorkflow.yaml'), {
    rootPath,
  });
  return (event) => engine.execute(event);
}

async function loadNative(folder: string, name: string): Promise<Process> {
  const file = join(folder, nativeFolder(name), 'transform.js');
  const { process } = (await import(file)) as { process: Process };
  return process;
}

/** The events that become requests in a profile: what fails costs errors, which each host makes in its own way. */
function eventsOf(destination: Destination, profile: string): HostEvent[] {
  return readCases(destination)
    .filter(({ feature, name }) => feature === 'processor' && name.startsWith(`${profile}/`))
    .filter(({ expected, options }) => {
      const { outcome } = expected as { outcome: string };
      return outcome === 'transformed' && options.profile === undefined;
    })
    .map(({ input }) => input as HostEvent);
}

function through(name: string, process: Process, events: readonly HostEvent[]) {
  return {
    name,
    operations: events.length,
    run: async () => {
      for (const event of events) {
        await process(event);
      }
    },
  };
}
