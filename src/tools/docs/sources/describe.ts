import { enumerate } from '../markdown';
import type { Influence, Influences, Measurement } from './measure';
import { orderOf } from './order';

/** If this many fields of one object are in one field of a request, the object was copied as a whole. */
const WHOLE_FROM = 3;

/**
 * The sources of each field of the requests, as Markdown: paths in the message, settings, constants; after "by" the
 * values that select between values of the field without being part of it.
 *
 * @param anyKey objects of the message whose keys the sender chooses, such as `groups`
 */
export async function describeSources(
  measurement: Measurement,
  influences: Influences,
  anyKey: readonly string[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [field, found] of influences) {
    const isObject = measurement.isComposite(field);
    const values = [...found].filter(([, { kind, setting }]) => kind === 'value' && setting === undefined);
    const levels = isObject
      ? [wholes(outermost(values).map(([source]) => source))]
      : await inOrder(measurement, field, new Map(outermost(values)));
    const named = [...found].flatMap(([source, { setting }]) =>
      setting === undefined || isWithin(source, levels.flat())
        ? []
        : [`the path in the setting \`${setting}\``],
    );
    const names = levels.map((level) => unique(level.map((source) => nameOf(source, anyKey))));
    const fresh = names.map((level, index) =>
      level.filter((name) => !names.slice(0, index).flat().includes(name)),
    );
    const own = fresh.map((level) => enumerate(level, 'and')).filter(Boolean);
    const taken = [own.join(', else '), ...unique(named)].filter(Boolean).join(', or ');
    const deciding = isObject
      ? []
      : [...found].filter(([, { kind, setting }]) => kind === 'choice' && !setting);
    const by = unique(deciding.map(([source]) => nameOf(source, anyKey))).filter(
      (name) => !taken.includes(name.replace('the setting ', '')),
    );
    texts.set(field, [taken, by.length > 0 ? `by ${enumerate(by, 'and')}` : ''].filter(Boolean).join('; '));
  }
  return texts;
}

/** The sources in order of precedence; a constant, if there is one, is last: `=` and its JSON. */
async function inOrder(
  measurement: Measurement,
  field: string,
  values: ReadonlyMap<string, Influence>,
): Promise<string[][]> {
  const { levels, constant } = await orderOf(measurement, field, values);
  return constant === undefined ? levels : [...levels, [`=${constant}`]];
}

/** The sources that are not inside another one: an unusual event may have an array instead of a string. */
function outermost(found: readonly [string, Influence][]): [string, Influence][] {
  return found.filter(([source]) => !found.some(([other]) => source.startsWith(`${other}.`)));
}

/** The sources, with an object instead of its fields if there are many of them. */
function wholes(sources: readonly string[]): string[] {
  const parentOf = (source: string) => source.slice(0, source.lastIndexOf('.'));
  const isWhole = (parent: string) =>
    parent.includes('.') && sources.filter((source) => parentOf(source) === parent).length >= WHOLE_FROM;
  const objects = unique(sources.map(parentOf)).filter(isWhole);
  const all = unique([...objects, ...sources]);
  return all.filter((source) => !all.some((other) => source.startsWith(`${other}.`)));
}

function isWithin(source: string, others: readonly string[]): boolean {
  return others.some((other) => source === other || source.startsWith(`${other}.`));
}

/** `message.context.ip` -> `context.ip`, `config.apiKey` -> the setting `apiKey`, `=""` -> `""`, in code font. */
function nameOf(source: string, anyKey: readonly string[]): string {
  if (source.startsWith('=')) {
    return `\`${source.slice(1)}\``;
  }
  const [root, ...path] = source.split('.');
  if (root === 'config') {
    return `the setting \`${path[0] ?? ''}\``;
  }
  const text = path.join('.');
  return `\`${anyKey.find((key) => text.startsWith(`${key}.`)) ?? text}\``;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
