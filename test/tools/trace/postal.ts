import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDestination } from '../../../src/runtime/destination/load';
import { Tracer } from '../../../src/tools/trace/trace';

export const postalFolder = 'test/fixtures/destinations/postal/';
const folder = join(__dirname, '../../fixtures/destinations/postal');

export const config = JSON.parse(readFileSync(join(folder, 'examples/config.json'), 'utf8')) as {
  password: string;
};

/** The destination's own example, with other fields in its message. */
export function postalEvent(message: object = {}) {
  const text = readFileSync(join(folder, 'examples/events.ndjson'), 'utf8');
  return { message: { ...(JSON.parse(text) as object), ...message }, destination: { Config: config } };
}

export async function postalTracer(): Promise<Tracer> {
  return new Tracer(await loadDestination(folder));
}
