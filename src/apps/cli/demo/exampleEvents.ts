import { basename, join } from 'node:path';
import type { Destination, HostEvent } from '../../../runtime/destination/destination';
import { openInput } from '../../../io/events/openInput';
import { readEvents } from '../../../io/events/readEvents';
import { toHostEvents } from '../../../runtime/destination/hostEvent';

/** An example event of a destination, with its place. */
export interface ExampleEvent {
  /** Such as `events.ndjson:3`. */
  place: string;
  event: HostEvent;
}

/** The events of these files of the destination's folder, in order. @throws INPUT_NOT_FOUND, and what a bad line throws */
export async function readExamples(
  destination: Destination,
  files: readonly string[],
  config: Record<string, unknown>,
): Promise<ExampleEvent[]> {
  const examples: ExampleEvent[] = [];
  for (const file of files) {
    const input = await openInput(join(destination.path, file));
    for await (const batch of readEvents(input.stream)) {
      for (const item of batch) {
        if ('error' in item) {
          throw item.error;
        }
        const place = `${basename(file)}:${String(item.line)}`;
        for (const event of toHostEvents(item.value, config, destination.manifest.batchKey)) {
          examples.push({ place, event });
        }
      }
    }
  }
  return examples;
}
