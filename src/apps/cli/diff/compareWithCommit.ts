import { basename, join } from 'node:path';
import { openInput } from '../../../io/events/openInput';
import { readEvents } from '../../../io/events/readEvents';
import type { Destination } from '../../../runtime/destination/destination';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { toHostEvents } from '../../../runtime/destination/hostEvent';
import { readConfigSchema, readDestination } from '../../../runtime/destination/load';
import { DestkitError } from '../../../runtime/errors/destkitError';
import { Diff } from '../../../tools/diff/diff';
import type { DiffReport } from '../../../tools/diff/model';
import { readCases } from '../../../tools/goldens/cases';
import { readConfigFile } from '../configFile';
import { formatCount, Progress } from '../progress';
import { readPastFolder } from './gitFolder';

export interface CompareOptions extends LoadOptions {
  /** A commit, a branch or a tag. */
  against: string;
  /** A file of events, in addition to the goldens. */
  events?: string;
  /** The settings for these events; by default those of the destination's example. */
  config?: string;
}

/** A destination as it was in a commit. */
export interface PastState {
  destination: Destination;
  commit: string;
  /** Removes the temporary folder. */
  remove(): void;
}

/** @throws USAGE when there is no such commit, or no such destination in it; DESTINATION_INVALID */
export async function loadPast(path: string, options: CompareOptions): Promise<PastState> {
  const past = await readPastFolder(path, options.against);
  try {
    const destination = await readDestination(past.path, options);
    return { ...past, destination };
  } catch (error) {
    past.remove();
    throw error;
  }
}

/** Compares a destination with its state in a commit. Undefined if it was aborted. */
export async function compareStates(
  past: PastState,
  after: Destination,
  options: CompareOptions,
  signal: AbortSignal,
): Promise<DiffReport | undefined> {
  const before = past.destination;
  const work = new Diff({ before, after });
  await runAll(work, { before, after }, options, signal);
  if (signal.aborted) {
    return undefined;
  }
  const schemas = { before: await readConfigSchema(before), after: await readConfigSchema(after) };
  return work.report({ ref: options.against, commit: past.commit }, schemas);
}

async function runAll(
  work: Diff,
  { before, after }: { before: Destination; after: Destination },
  { events, config: given }: CompareOptions,
  signal: AbortSignal,
): Promise<void> {
  const { examples, batchKey } = after.manifest;
  const file = given ?? (examples && join(after.path, examples.config));
  const config = file === undefined ? undefined : await readSettings(file, before, after);
  work.addConfig(config);
  const input = events === undefined ? undefined : await openInput(events);
  const progress = new Progress(false, () => ({
    events: work.count,
    share: input?.size === undefined ? undefined : input.bytesRead() / Math.max(1, input.size),
  }));
  try {
    for (const { feature, name, input: golden, options } of readCases(after)) {
      if (signal.aborted) {
        return;
      }
      await work.addGolden(`${feature}/${name}`, feature, golden, options);
      progress.tick();
    }
    // The same time for both states.
    const now = Date.now();
    for await (const batch of input ? readEvents(input.stream, { signal }) : []) {
      for (const item of batch) {
        // A line that cannot be read has the same result before and after.
        for (const event of 'error' in item ? [] : toHostEvents(item.value, config, batchKey)) {
          await work.addEvent(`${basename(events ?? '')}:${String(item.line)}`, event, { now });
        }
      }
      progress.tick();
    }
  } finally {
    input?.close();
    progress.finish(`${formatCount(work.count)} events`);
  }
}

/** Settings that at least one of the states accepts. If the other state rejects them, the report shows this. */
async function readSettings(
  file: string,
  before: Destination,
  after: Destination,
): Promise<Record<string, unknown>> {
  try {
    return await readConfigFile(file, after);
  } catch (error) {
    if (error instanceof DestkitError && error.code === 'CONFIG_INVALID') {
      return readConfigFile(file, before);
    }
    throw error;
  }
}
