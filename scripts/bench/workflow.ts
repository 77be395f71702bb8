import { join } from 'node:path';
import { allEngines } from '../../dist/runtime/destination/allEngines';
import { Destination, type EngineName, type HostEvent } from '../../dist/runtime/destination/destination';
import { readFolder } from '../../dist/runtime/destination/folder';
import { nodeFiles } from '../../dist/runtime/destination/nodeFiles';
import { nodeHashes } from '../../dist/runtime/destination/nodeHashes';
import { ConfigChecker } from '../../dist/runtime/destination/configChecker';
import { readCases } from '../../dist/tools/goldens/cases';
import { compare, formatDifference } from '../../dist/tools/goldens/compare';
import { createBaseline } from './baseline';
import { createKochavaBaseline } from './kochavaBaseline';
import { measure, type Contestant, type Figure } from './measure';

export interface WorkflowBench {
  figures: Figure[];
  ratios: { name: string; value: number; goal: string }[];
  compileMillis: number;
  heapKilobytes: number;
}

/** The golden events of the processor through each engine, and the JSON work that every host does around them. */
export async function benchWorkflow(name: string, rounds: number): Promise<WorkflowBench> {
  // First: what was compiled once is kept.
  const compilation = await measureCompilation(name);
  const folder = await readFolder(join(nodeFiles.packageRoot, 'destinations', name), nodeFiles);
  const destination = new Destination(folder, nodeHashes, allEngines);
  const checker = new ConfigChecker(folder.configSchema, nodeHashes);
  const byHand = (create: typeof createBaseline | typeof createKochavaBaseline) =>
    new Destination(folder, nodeHashes, {
      ...allEngines,
      compiled: () => Promise.resolve(create((config) => checker.ensureValid(config))),
    });
  const baseline = byHand(createBaseline);
  const kochavaBaseline = byHand(createKochavaBaseline);
  const processorGoldens = readCases(destination).filter(({ feature }) => feature === 'processor');
  const goldens = processorGoldens.filter(({ input }) => isRudderstack(input as HostEvent));
  await checkBaseline(baseline, goldens);
  await checkBaseline(
    kochavaBaseline,
    processorGoldens.filter(({ input }) => isForKochavaBaseline(input as HostEvent)),
  );

  const events = goldens.map(({ input }) => input as HostEvent);
  const { inRudderstack, inKochava } = await inBothProfiles(destination, events);
  const texts = events.map((event) => JSON.stringify(event));
  const results = await Promise.all(events.map((event) => destination.transform(event)));
  const same = `same ${String(inKochava.length)} events`;
  const figures = await measure(
    [
      through('compiled workflow', destination, events),
      through('hand-written baseline', baseline, events),
      {
        name: 'JSON.parse + JSON.stringify',
        operations: events.length,
        run: () => {
          texts.forEach((text, index) => {
            JSON.parse(text);
            JSON.stringify(results[index]);
          });
        },
      },
      through('reference workflow', destination, events, 'reference'),
      through(`rudderstack profile, ${same}`, destination, inRudderstack),
      through(`hand-written rudderstack profile, ${same}`, baseline, inRudderstack),
      through(`kochava profile, ${same}`, destination, inKochava),
      through(`hand-written kochava profile, ${same}`, kochavaBaseline, inKochava),
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
      { name: 'kochava / rudderstack profile', value: micros(6) / micros(4), goal: 'at most 2' },
      { name: 'compiled / hand-written, kochava profile', value: micros(6) / micros(7), goal: '-' },
      { name: 'hand-written kochava / rudderstack profile', value: micros(7) / micros(5), goal: '-' },
    ],
    ...compilation,
  };
}

/** Transforms the events one after the other. */
function through(
  name: string,
  target: Destination,
  events: readonly HostEvent[],
  engine: EngineName = 'compiled',
): Contestant {
  return {
    name,
    operations: events.length,
    run: async () => {
      for (const event of events) {
        await target.transform(event, { engine });
      }
    },
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

/** Whether an event is one that the hand-written kochava profile maps. */
function isForKochavaBaseline({ message, destination }: HostEvent): boolean {
  const config = (destination?.Config ?? {}) as Record<string, unknown>;
  const { profile, dialect } = config;
  const { type } = (message ?? {}) as { type?: unknown };
  const isKochava = profile === 'kochava' || (profile === undefined && dialect === 'segment');
  const isLinked = config.sendUsers === true && config.linkUsersOnEvents === true;
  return (
    isKochava &&
    dialect !== 'amplitude' &&
    (type === 'track' || type === 'screen' || type === 'page') &&
    !isLinked &&
    config.enableAuthentication !== true &&
    config.sendPushTokens !== true
  );
}

/**
 * The events that both profiles transform, once with the settings of each; without those that the hand-written
 * kochava profile does not map.
 */
async function inBothProfiles(
  destination: Destination,
  events: readonly HostEvent[],
): Promise<{ inRudderstack: HostEvent[]; inKochava: HostEvent[] }> {
  const inProfile = (event: HostEvent, profile: string): HostEvent => ({
    ...event,
    destination: { ...event.destination, Config: { ...(event.destination?.Config as object), profile } },
  });
  const isTransformed = async (event: HostEvent) =>
    (await destination.transform(event)).outcome === 'transformed';
  const inRudderstack: HostEvent[] = [];
  const inKochava: HostEvent[] = [];
  for (const event of events) {
    const first = inProfile(event, 'rudderstack');
    const second = inProfile(event, 'kochava');
    if (isForKochavaBaseline(second) && (await isTransformed(first)) && (await isTransformed(second))) {
      inRudderstack.push(first);
      inKochava.push(second);
    }
  }
  return { inRudderstack, inKochava };
}

/** A baseline that maps differently measures nothing. */
async function checkBaseline(baseline: Destination, goldens: ReturnType<typeof readCases>): Promise<void> {
  for (const golden of goldens) {
    const outcome = await baseline.transform(golden.input as HostEvent, { now: golden.options.now });
    const { outcome: expected } = golden.expected as { outcome: string };
    const differences =
      expected === 'transformed' ? compare(golden.expected, JSON.parse(JSON.stringify(outcome))) : [];
    if (outcome.outcome !== expected || differences.length > 0) {
      throw new Error(
        `the hand-written profile differs in ${golden.name}: ${differences.map(formatDifference).join('; ')}`,
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
  const destination = new Destination(folder, nodeHashes, allEngines);
  await destination.transform(event);
  const compileMillis = performance.now() - started;
  globalThis.gc?.();
  const heapKilobytes = (process.memoryUsage().heapUsed - heapBefore) / 1024;
  // Keeps the destination alive until its memory has been measured.
  await destination.transform(event);
  return { compileMillis, heapKilobytes };
}
