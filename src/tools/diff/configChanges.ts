import type { Destination } from '../../runtime/destination/destination';
import { equals } from '../../runtime/jsonata/runtime/operators';
import { formatFinding } from '../../runtime/schema/findings';
import type { ConfigChange } from './model';

/** The parts of a config schema that are compared. */
interface ConfigSchema {
  properties?: Record<string, { default?: unknown; 'x-secret'?: unknown }>;
  required?: string[];
}

/** Compares the top level of two config schemas. */
export function compareSchemas(before: object, after: object): ConfigChange[] {
  const [old, now] = [before as ConfigSchema, after as ConfigSchema];
  const [oldKeys, keys] = [old.properties ?? {}, now.properties ?? {}];
  const required = (now.required ?? []).filter((key) => !old.required?.includes(key));
  return [
    ...required.map((key): ConfigChange => change('required', key, { isBreaking: true })),
    ...Object.keys(oldKeys)
      .filter((key) => !Object.hasOwn(keys, key))
      .map((key) => change('removed', key)),
    ...Object.keys(keys)
      .filter((key) => !Object.hasOwn(oldKeys, key))
      .map((key) => change('added', key)),
    ...Object.keys(keys).flatMap((key) => {
      const [was, is] = [oldKeys[key], keys[key]];
      return !was || isSame(was.default, is?.default)
        ? []
        : [change('default', key, { before: was.default, after: is?.default })];
    }),
  ];
}

/** Validates settings with both versions of the destination, which also finds changes of conditional schema rules. */
export class ConfigReplay {
  private readonly refused = new Map<string, number>();
  private readonly seen = new Set<string>();

  constructor(
    private readonly before: Destination,
    private readonly after: Destination,
  ) {}

  /** Counts settings that were valid before and are invalid now. Equal settings count once. */
  add(config: unknown): void {
    const key = config === undefined ? '' : JSON.stringify(config);
    if (key === '' || this.seen.has(key) || this.seen.size >= MOST_SETTINGS) {
      return;
    }
    this.seen.add(key);
    if (this.before.checkConfig(config).problems.length > 0) {
      return;
    }
    for (const finding of this.after.checkConfig(config).problems) {
      const problem = formatFinding(finding, 'config');
      this.refused.set(problem, (this.refused.get(problem) ?? 0) + 1);
    }
  }

  changes(): ConfigChange[] {
    return [...this.refused].map(([subject, count]) => ({
      kind: 'refused',
      subject,
      count,
      isBreaking: true,
    }));
  }
}

/** There are usually few different settings, unless each event contains its own. */
const MOST_SETTINGS = 10_000;

function change(kind: ConfigChange['kind'], key: string, more: Partial<ConfigChange> = {}): ConfigChange {
  return { kind, subject: `config.${key}`, isBreaking: false, ...more };
}

function isSame(first: unknown, second: unknown): boolean {
  return first === undefined || second === undefined ? first === second : equals(first, second);
}
