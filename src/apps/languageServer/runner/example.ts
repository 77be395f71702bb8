import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { openInput } from '../../../io/events/openInput';
import { readEvents } from '../../../io/events/readEvents';
import type { Destination, RunOptions } from '../../../runtime/destination/destination';
import { toHostEvents } from '../../../runtime/destination/hostEvent';
import { listGoldens, readCase } from '../../../tools/goldens/cases';

/** An event to show values of. */
export interface Example {
  name: string;
  feature: string;
  input: unknown;
  options: RunOptions;
}

/** A golden as the example, or the first one, or the destination's own example; undefined when there is none. */
export async function readExample(
  destination: Destination,
  golden: string | undefined,
): Promise<Example | undefined> {
  const goldens = listGoldens(destination);
  const place =
    goldens.find(({ folder }) => folder === golden) ??
    goldens.find(({ feature }) => feature === 'processor') ??
    goldens[0];
  if (place) {
    const { feature, name, input, options } = readCase(place);
    return { name: `${feature}/${name}`, feature, input, options };
  }
  return firstEvent(destination);
}

async function firstEvent({ path, manifest }: Destination): Promise<Example | undefined> {
  const { examples, batchKey } = manifest;
  if (!examples) {
    return undefined;
  }
  const config = JSON.parse(readFileSync(join(path, examples.config), 'utf8')) as Record<string, unknown>;
  const source = await openInput(join(path, examples.events));
  try {
    for await (const [item] of readEvents(source.stream)) {
      const [input] = item && 'value' in item ? toHostEvents(item.value, config, batchKey) : [];
      return input && { name: examples.events, feature: 'processor', input, options: {} };
    }
  } finally {
    source.close();
  }
  return undefined;
}
