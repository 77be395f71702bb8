import { runtimeNames } from '../../runtime/destination/bindings/runtime';
import type { Destination } from '../../runtime/destination/destination';
import { readConfigSchema } from '../../runtime/destination/load';
import { recordFeatures, renderCode } from './aheadOfTime';
import { libraryTwins } from '../../io/hosts/libraryTwins';
import { Embedding } from './embed';

/** The text of an EmbeddedData object (see bundled/embeddedDestination.ts) with further fields. */
export async function renderEmbedded(
  destination: Destination,
  features: readonly string[],
  further: Record<string, unknown> = {},
): Promise<string> {
  const { recorder, parts } = await recordFeatures(destination, features);
  const embedding = new Embedding(recorder.code, new Set([...runtimeNames, ...Object.keys(libraryTwins)]));
  const numbers = Object.fromEntries([...parts].map(([feature, made]) => [feature, embedding.add(made)]));
  const { name, title, description, hosts } = destination.manifest;
  const manifest = {
    name,
    title,
    description,
    links: [],
    features: Object.fromEntries([...parts.keys()].map((feature) => [feature, feature])),
    schemas: { config: '' },
    hosts,
  };
  return renderCode(recorder, await readConfigSchema(destination), {
    ...further,
    manifest,
    features: numbers,
    workflows: embedding.workflows,
  });
}
