import { isObject } from '../../runtime/isObject';
import type { GoldenContent, HostDestination } from './hostCase';
import { processorGoldens } from './hostProcessorCase';
import { routerGoldens } from './hostRouterCase';

/** A golden made of a test case of rudder-transformer. */
export interface ImportedGolden extends GoldenContent {
  feature: string;
  /** From the case's description or id; unique in its feature. */
  name: string;
}

/** A case that cannot be a golden. */
export interface LeftOut {
  name: string;
  reason: string;
}

interface HostCase {
  id?: unknown;
  description?: unknown;
  name?: unknown;
  feature?: unknown;
  input?: { request?: { body?: unknown } };
  output?: { response?: { body?: unknown } };
}

/**
 * The cases of rudder-transformer's `data.ts`, as JSON, as goldens: one for each event of the processor, one for each time that
 * the host runs the workflow of the router.
 */
export function importCases(
  cases: readonly unknown[],
  destination: HostDestination,
): { goldens: ImportedGolden[]; leftOut: LeftOut[] } {
  const goldens: ImportedGolden[] = [];
  const leftOut: LeftOut[] = [];
  const taken = new Set<string>();
  cases.forEach((value, index) => {
    const each = isObject(value) ? (value as HostCase) : {};
    const title = firstText(each.description, each.id, each.name) ?? `case ${String(index + 1)}`;
    const feature = firstText(each.feature) ?? 'processor';
    const contents = contentsOf(each, feature, destination);
    if (typeof contents === 'string') {
      leftOut.push({ name: title, reason: contents });
      return;
    }
    contents.forEach((content, part) => {
      const suffix =
        contents.length > 1 ? `-${feature === 'router' ? 'call' : 'event'}-${String(part + 1)}` : '';
      const name = freeName(`${feature}/`, toSlug(title) + suffix, taken);
      taken.add(`${feature}/${name}`);
      goldens.push({ feature, name, ...content });
    });
  });
  return { goldens, leftOut };
}

/** The goldens of a case, or why it has none. */
function contentsOf(
  { input, output }: HostCase,
  feature: string,
  { name, features }: HostDestination,
): GoldenContent[] | string {
  if (!features.includes(feature)) {
    return `the folder has no workflow for the feature ${feature}`;
  }
  const [given, answered] = [input?.request?.body, output?.response?.body];
  switch (feature) {
    case 'processor':
      return processorGoldens(given, answered, name);
    case 'router':
      return routerGoldens(given, answered, name);
    default:
      return `cases of the feature ${feature} cannot be imported`;
  }
}

function firstText(...values: unknown[]): string | undefined {
  return values.find((value) => typeof value === 'string');
}

function freeName(prefix: string, wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(prefix + name); count += 1) {
    name = `${wanted}-${String(count)}`;
  }
  return name;
}

const LONGEST_NAME = 80;

function toSlug(text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-|-$/g, '');
  return slug === '' ? 'case' : slug;
}
