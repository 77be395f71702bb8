import { BoundedCache } from '../boundedCache';
import { createError } from '../errors/destkitError';
import { formatFinding, type Finding } from '../schema/findings';
import type { Validator } from '../schema/validating';
import type { Hashes } from './bindings/hashes';
import type { Warning } from './outcome';

/** The result of checking a connection's settings. */
export interface ConfigCheck {
  /** The problems that make the settings invalid. */
  problems: readonly Finding[];
  /** Keys that are not read: an error in a settings file, but only a warning for a live connection. */
  unknownKeys: readonly Finding[];
  warnings: readonly Warning[];
  /**
   * The settings that a workflow reads: every key of the schema in the schema's order, undefined if it is not set.
   * Objects with identical keys are much faster to read than objects with different keys.
   */
  settings: Readonly<Record<string, unknown>>;
}

const REMEMBERED_CONTENTS = 1000;
/**
 * Settings up to this many characters are cached by their text. Hashing longer settings takes time, but saves memory.
 */
const SHORT_TEXT = 4000;

/**
 * Checks settings against the config schema, once per connection: settings that are the same object, or have
 * the same content, are not checked again. A caller that changes a Config object in place must pass a new one.
 */
export class ConfigChecker {
  private readonly byIdentity = new WeakMap<object, ConfigCheck>();
  private readonly byContent = new BoundedCache<string, ConfigCheck>(REMEMBERED_CONTENTS);

  constructor(
    private readonly schema: Validator | undefined,
    private readonly hashes: Pick<Hashes, 'sha256'>,
  ) {}

  check(config: unknown): ConfigCheck {
    if (typeof config !== 'object' || config === null) {
      return this.inspect(config);
    }
    const known = this.byIdentity.get(config);
    if (known) {
      return known;
    }
    const check = this.checkContent(config);
    this.byIdentity.set(config, check);
    return check;
  }

  /** Returns the settings. Throws CONFIG_INVALID, which rejects the event, if they are not valid. */
  ensureValid(config: unknown): Readonly<Record<string, unknown>> {
    const { problems, settings } = this.check(config);
    if (problems.length > 0) {
      throw createError('CONFIG_INVALID', {
        problems: problems.map((finding) => formatFinding(finding, 'config')).join('; '),
      });
    }
    return settings;
  }

  private checkContent(config: object): ConfigCheck {
    const text = JSON.stringify(config);
    const key = text.length > SHORT_TEXT ? this.hashes.sha256(text) : text;
    return this.byContent.get(key, () => this.inspect(config));
  }

  private inspect(config: unknown): ConfigCheck {
    if (config === undefined || config === null) {
      return {
        problems: [{ kind: 'value', path: [], problem: 'is missing' }],
        unknownKeys: [],
        warnings: [],
        settings: {},
      };
    }
    const findings = this.schema?.check(config) ?? [];
    const unknownKeys = findings.filter(({ kind }) => kind === 'unknownKey');
    return {
      problems: findings.filter(({ kind }) => kind !== 'unknownKey'),
      unknownKeys,
      warnings: unknownKeys.map((finding) => ({
        code: 'CONFIG_UNKNOWN_KEY',
        path: formatFinding({ ...finding, problem: '' }, 'config'),
        message: finding.problem,
      })),
      settings: this.complete(config),
    };
  }

  private complete(config: unknown): Record<string, unknown> {
    const known = this.schema?.keys ?? [];
    const given = typeof config === 'object' ? (config as Record<string, unknown>) : {};
    const keys = known.length > 0 ? known : Object.keys(given);
    // Filled key by key, a new object would become a hash table, which is slow to read; a parsed one does not.
    const settings = JSON.parse(JSON.stringify(Object.fromEntries(keys.map((key) => [key, null])))) as Record<
      string,
      unknown
    >;
    for (const key of keys) {
      settings[key] = Object.hasOwn(given, key) ? given[key] : undefined;
    }
    return settings;
  }
}
