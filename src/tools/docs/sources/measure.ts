import type { Destination, RunOptions } from '../../../runtime/destination/destination';
import type { FeatureOutcome, Outcome } from '../../../runtime/destination/outcome';
import type { Path } from '../../../runtime/schema/document';
import { measure } from '../../trace/measure';
import { leavesOf, type Leaf } from '../../trace/variations';
import { type FieldNames, FieldReader, type Fields } from './fields';
import { variantsOf } from './variants';

/** A message and the settings of its connection. */
export interface SourceEvent {
  message: unknown;
  config: unknown;
}

/** The influence of one part of an event on one field of its requests. */
export interface Influence {
  /** `value`: the field changes with it. `choice`: it selects between two values of the field. */
  kind: 'value' | 'choice';
  /** The event in which it was found. */
  event: SourceEvent;
  /** From the root `{message, config}`. */
  path: Path;
  /** The setting that contains the path of this part of the event; the field then depends on the setting. */
  setting: string | undefined;
}

/** Field -> path of a source, joined by dots -> the influence of the source. */
export type Influences = Map<string, Map<string, Influence>>;

/** A field with only two values changes at most once; whatever selects its value is its source. */
export const TWO_VALUED = /=(?:true|false|[01]|"[01]")$/;

/** Runs events with changed parts, and compares which fields of the requests change with them. */
export class Measurement {
  private readonly reader: FieldReader;

  constructor(
    private readonly destination: Destination,
    private readonly options: RunOptions,
    names: FieldNames,
  ) {
    this.reader = new FieldReader(names);
  }

  isComposite(field: string): boolean {
    return this.reader.isComposite(field);
  }

  /** The influences of all parts of these events on fields of their requests. */
  async influences(events: readonly SourceEvent[]): Promise<Influences> {
    const found: Influences = new Map();
    for (const event of events) {
      const { fields, effects } = await this.effects(event);
      for (const field of fields.keys()) {
        found.set(field, found.get(field) ?? new Map<string, Influence>());
      }
      for (const { field, path, kind } of effects) {
        const source = path.join('.');
        const influence = { kind, event, path, setting: namingSetting(path, event) };
        const sources = found.get(field);
        if (sources && rank(influence) > rank(sources.get(source))) {
          sources.set(source, influence);
        }
      }
    }
    return found;
  }

  /** The result of an event (without fields if it is not sent), and the effects of its parts on the fields. */
  async effects(
    event: SourceEvent,
    isPart: (path: Path) => boolean = () => true,
  ): Promise<{ fields: Fields; effects: (Pick<Influence, 'kind' | 'path'> & { field: string })[] }> {
    const run = (input: unknown) => this.run(input as SourceEvent);
    const outcome = await run(event);
    const [fields, text] = [this.reader.read(outcome), JSON.stringify(outcome)];
    const differences = (other: Outcome | FeatureOutcome) => {
      // Most changes of an event have no effect.
      const now = JSON.stringify(other) === text ? fields : this.reader.read(other);
      return [...fields].flatMap(([field, text]): [string, unknown][] =>
        now.get(field) === text ? [] : [[field, now.get(field)]],
      );
    };
    const leaves = fields.size === 0 ? [] : leavesOf(event).filter(({ path }) => isPart(path));
    const { influences } = await measure(run, event, outcome, {
      leaves,
      variations: variantsOf,
      differences,
    });
    const effects = [...influences].flatMap(([field, found]) =>
      found
        .filter(({ values }) => values.length > 0)
        .map(({ path, values }) => ({ field, path, kind: kindOf(path, [fields.get(field), ...values]) })),
    );
    return { fields, effects };
  }

  private run({ message, config }: SourceEvent): Promise<Outcome> {
    return this.destination.transform({ message, destination: { Config: config } }, this.options);
  }
}

/** @param texts the field's original content, then its other contents */
function kindOf([root]: Path, texts: readonly unknown[]): Influence['kind'] {
  const isFlag = root === 'message' && texts.every((text) => TWO_VALUED.test(String(text)));
  return texts.length > 2 || isFlag ? 'value' : 'choice';
}

/** The weight of an influence: independent sources count more than settings, and values more than choices. */
function rank(influence: Influence | undefined): number {
  return influence === undefined
    ? 0
    : 1 + (influence.setting === undefined ? 2 : 0) + (influence.kind === 'value' ? 1 : 0);
}

/** A setting may contain a path: `identifiers: {"idfa": "context.ids.idfa"}`. */
function namingSetting([root, ...path]: Path, { config }: SourceEvent): string | undefined {
  const text = path.join('.');
  const isNamed = ({ value }: Leaf) =>
    typeof value === 'string' && value.includes('.') && `${text}.`.startsWith(`${value}.`);
  return root === 'message' ? leavesOf(config).find(isNamed)?.path[0]?.toString() : undefined;
}
