import { join } from 'node:path';
import { allEngines, Destination, type HostEvent } from '../../dist/destination/destination';
import { readFolder } from '../../dist/destination/folder';
import { nodeFiles } from '../../dist/destination/nodeFiles';
import { nodeHashes } from '../../dist/destination/nodeHashes';
import { ConfigChecker } from '../../dist/destination/configChecker';
import { readCases } from '../../dist/goldens/cases';
import { compare, formatDifference } from '../../dist/goldens/compare';
import { createBaseline } from './baseline';
import { measure, type Figure } from './measure';

export interface WorkflowBench {
  figures: Figure[];
  ratios: { name: string; value: number; goal: string }[];
  compileMillis: number;
  heapKilobytes: number;
}

/** The golden events of the processor through each engine, and the JSON work that every host does around them. */
export async function benchWorkflow(name: string, rounds: number): Promise<WorkflowBench> {
  const folder = await readFolder(join(nodeFiles.packageRoot, 'destinations', name), nodeFiles);
  const destination = new Destination(folder, nodeHashes);
  const checker = new ConfigChecker(folder.configSchema, nodeHashes);
  const baseline = new Destination(folder, nodeHashes, {
    ...allEngines,
    compiled: () => Promise.resolve(createBaseline((config) => checker.ensureValid(config))),
  });
  const goldens = readCases(destination).filter(
    ({ feature, input }) => feature === 'processor' && isRudderstack(input as HostEvent),
  );
  await checkBaseline(baseline, goldens);

  const events = goldens.map(({ input }) => input as HostEvent);
  const profiles = await inBothProfiles(destination, events);
  const texts = events.map((event) => JSON.stringify(event));
  const results = await Promise.all(events.map((event) => destination.transform(event)));
  const through = (target: Destination, engine: 'compiled' | 'reference') => async () => {
    for (const event of events) {
      await target.transform(event, { engine });
    }
  };
  const operations = events.length;
  const figures = await measure(
    [
      { name: 'compiled workflow', operations, run: through(destination, 'compiled') },
      { name: 'hand-written baseline', operations, run: through(baseline, 'compiled') },
      {
        name: 'JSON.parse + JSON.stringify',
        operations,
        run: () => {
          texts.forEach((text, index) => {
            JSON.parse(text);
            JSON.stringify(results[index]);
          });
        },
      },
      { name: 'reference workflow', operations, run: through(destination, 'reference') },
      ...profiles.map(({ profile, events: same }) => ({
        name: `${profile} profile, same ${String(same.length)} events`,
        operations: same.length,
        run: async () => {
          for (const event of same) {
            await destination.transform(event);
          }
        },
      })),
    ],
    rounds,
  );
  const micros = (index: number) => figures[index]?.micros ?? NaN;
  return {
    figures,
    ratios: [
      { name: 'reference / compiled', value: micros(3) / micros(0), goal: 'at least 60' },
      { name: 'compiled / baseline', value: micros(0) / micros(1), goal: 'at most 2' },
      { name: 'compiled / JSON', value: micros(0) / micros(2), goal: 'below 0.35' },
      { name: 'kochava / rudderstack profile', value: micros(5) / micros(4), goal: 'at most 2' },
    ],
    ...(await measureCompilation(name)),
  };
}

/** Whether an event comes to RudderStack's profile, the one that the baseline maps. */
function isRudderstack({ message, destination }: HostEvent): boolean {
  const { profile, dialect = 'auto' } = (destination?.Config ?? {}) as { profile?: string; dialect?: string };
  const { type, event_type: amplitudeType } = (message ?? {}) as { type?: unknown; event_type?: unknown };
  const isAmplitude = type === undefined && typeof amplitudeType === 'string';
  const isDefault =
    profile === undefined && (dialect === 'rudderstack' || (dialect === 'auto' && !isAmplitude));
  return profile === 'rudderstack' ? !isAmplitude : isDefault;
}

/** The events that both profiles transform, once with the settings of each. */
async function inBothProfiles(
  destination: Destination,
  events: readonly HostEvent[],
): Promise<{ profile: string; events: HostEvent[] }[]> {
  const inProfile = (event: HostEvent, profile: string): HostEvent => ({
    ...event,
    destination: { ...event.destination, Config: { ...(event.destination?.Config as object), profile } },
  });
  const pairs = events.map(
    (event) => [inProfile(event, 'rudderstack'), inProfile(event, 'kochava')] as const,
  );
  const isTransformed = async (event: HostEvent) =>
    (await destination.transform(event)).outcome === 'transformed';
  const both: (readonly [HostEvent, HostEvent])[] = [];
  for (const pair of pairs) {
    if ((await isTransformed(pair[0])) && (await isTransformed(pair[1]))) {
      both.push(pair);
    }
  }
  return [
    { profile: 'rudderstack', events: both.map(([event]) => event) },
    { profile: 'kochava', events: both.map(([, event]) => event) },
  ];
}

/** A baseline that maps differently measures nothing. */
async function checkBaseline(baseline: Destination, goldens: ReturnType<typeof readCases>): Promise<void> {
  for (const golden of goldens) {
    const outcome = await baseline.transform(golden.input as HostEvent);
    const { outcome: expected } = golden.expected as { outcome: string };
    const differences =
      expected === 'transformed' ? compare(golden.expected, JSON.parse(JSON.stringify(outcome))) : [];
    if (outcome.outcome !== expected || differences.length > 0) {
      throw new Error(
        `the baseline differs in ${golden.name}: ${differences.map(formatDifference).join('; ')}`,
      );
    }
  }
}

async function measureCompilation(name: string): Promise<{ compileMillis: number; heapKilobytes: number }> {
  const folder = await readFolder(join(nodeFiles.packageRoot, 'destinations', name), nodeFiles);
  const event = { message: { type: 'track' }, destination: { Config: {} } };
  globalThis.gc?.();
  const heapBefore = process.memoryUsage().heapUsed;
  const started = performance.now();
  const destination = new Destination(folder, nodeHashes);
  await destination.transform(event);
  const compileMillis = performance.now() - started;
  globalThis.gc?.();
  const heapKilobytes = (process.memoryUsage().heapUsed - heapBefore) / 1024;
  // Keeps the destination alive until its memory has been measured.
  await destination.transform(event);
  return { compileMillis, heapKilobytes };
}
