import type { Destination, RunOptions } from '../../../runtime/destination/destination';
import type { Json } from '../../../runtime/jsonata/plain';
import { type FieldNames, FieldReader, type Fields } from './fields';
import { type Leaf, leavesOf, type Path, withValue } from './leaves';
import { variantsOf } from './variants';

/** A message and the settings of its connection. */
export interface SourceEvent {
  message: Json;
  config: Json;
}

/** What one part of an event has to do with one field of its requests. */
export interface Influence {
  /** `value`: the field changes with it. `choice`: it decides between two values of the field. */
  kind: 'value' | 'choice';
  /** The event in which it was found. */
  event: SourceEvent;
  /** From the root `{message, config}`. */
  path: Path;
  /** The setting that names this part of the event; the field is then the setting's doing. */
  setting: string | undefined;
}

/** Field -> path of a source, joined by dots -> what the one has to do with the other. */
export type Influences = Map<string, Map<string, Influence>>;

/** The requests that an event becomes: as a text, and field by field when somebody asks. */
interface Sent {
  text: string;
  fields: () => Fields;
}

/** A field that knows two values only changes no more than once; what decides it is its source. */
export const TWO_VALUED = /=(?:true|false|[01]|"[01]")$/;

/** Runs events with parts of them changed, and sees which fields of the requests change with them. */
export class Measurement {
  readonly reader: FieldReader;

  constructor(
    private readonly destination: Destination,
    private readonly options: RunOptions,
    names: FieldNames,
  ) {
    this.reader = new FieldReader(names);
  }

  /** What an event becomes; it has no fields when it is not sent. */
  async run({ message, config }: SourceEvent): Promise<Sent> {
    const event = { message, destination: { Config: config } };
    const outcome = await this.destination.transform(event, this.options);
    const requests = outcome.outcome === 'transformed' ? outcome.requests : [];
    return { text: JSON.stringify(requests), fields: () => this.reader.read(requests) };
  }

  /** All that parts of these events have to do with fields of their requests. */
  async influences(events: readonly SourceEvent[]): Promise<Influences> {
    const found: Influences = new Map();
    for (const event of events) {
      const before = await this.run(event);
      const fields = before.fields();
      for (const field of fields.keys()) {
        found.set(field, found.get(field) ?? new Map<string, Influence>());
      }
      for (const leaf of fields.size === 0 ? [] : leavesOf(toRoot(event))) {
        const source = leaf.path.join('.');
        for (const [field, kind] of await this.effects(event, leaf, before.text, fields)) {
          const sources = found.get(field);
          const influence = { kind, event, path: leaf.path, setting: namingSetting(leaf.path, event) };
          if (sources && rank(influence) > rank(sources.get(source))) {
            sources.set(source, influence);
          }
        }
      }
    }
    return found;
  }

  /** The fields that change when one part of the event does. `text`, `before`: what becomes of the event as it is. */
  async effects(
    event: SourceEvent,
    leaf: Leaf,
    text: string,
    before: Fields,
  ): Promise<Map<string, Influence['kind']>> {
    const seen = new Map<string, Set<string>>();
    const variants = variantsOf(leaf.value);
    for (const [index, variant] of variants.entries()) {
      if (seen.size === 0 && index >= variants.length / 2) {
        break;
      }
      const after = await this.run(withValue(toRoot(event), leaf.path, variant) as unknown as SourceEvent);
      for (const [field, is] of after.text === text ? [] : after.fields()) {
        if (before.has(field) && before.get(field) !== is) {
          seen.set(field, (seen.get(field) ?? new Set<string>()).add(is));
        }
      }
    }
    const isFlag = (texts: readonly (string | undefined)[]) =>
      texts.every((one) => TWO_VALUED.test(one ?? ''));
    const kindOf = (field: string, texts: ReadonlySet<string>): Influence['kind'] =>
      texts.size > 1 || (leaf.path[0] === 'message' && isFlag([before.get(field), ...texts]))
        ? 'value'
        : 'choice';
    return new Map([...seen].map(([field, texts]) => [field, kindOf(field, texts)]));
  }
}

/** What says more of a source: that it is one of its own accord, and that the field changes with it. */
function rank(influence: Influence | undefined): number {
  return influence === undefined
    ? 0
    : 1 + (influence.setting === undefined ? 2 : 0) + (influence.kind === 'value' ? 1 : 0);
}

/** Message and settings as one value, in which paths begin. */
export function toRoot({ message, config }: SourceEvent): Json {
  return { message, config };
}

/** A setting may hold a path: `identifiers: {"idfa": "context.ids.idfa"}`. */
function namingSetting([root, ...path]: Path, { config }: SourceEvent): string | undefined {
  const text = path.join('.');
  const isNamed = ({ value }: Leaf) =>
    typeof value === 'string' && value.includes('.') && `${text}.`.startsWith(`${value}.`);
  return root === 'message' ? leavesOf(config).find(isNamed)?.path[0] : undefined;
}
