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

/** A field that knows two values only changes no more than once; what decides it is its source. */
export const TWO_VALUED = /=(?:true|false|[01]|"[01]")$/;

/** Runs events with parts of them changed, and sees which fields of the requests change with them. */
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

  /** All that parts of these events have to do with fields of their requests. */
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

  /** What becomes of an event, which has no fields when it is not sent, and what its parts do to the fields. */
  async effects(
    event: SourceEvent,
    isPart: (path: Path) => boolean = () => true,
  ): Promise<{ fields: Fields; effects: (Pick<Influence, 'kind' | 'path'> & { field: string })[] }> {
    const run = (input: unknown) => this.run(input as SourceEvent);
    const outcome = await run(event);
    const [fields, text] = [this.reader.read(outcome), JSON.stringify(outcome)];
    const differences = (other: Outcome | FeatureOutcome) => {
      // Most changes of an event change nothing.
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

/** @param texts the field's own text, then the others that it has had */
function kindOf([root]: Path, texts: readonly unknown[]): Influence['kind'] {
  const isFlag = root === 'message' && texts.every((text) => TWO_VALUED.test(String(text)));
  return texts.length > 2 || isFlag ? 'value' : 'choice';
}

/** What says more of a source: that it is one of its own accord, and that the field changes with it. */
function rank(influence: Influence | undefined): number {
  return influence === undefined
    ? 0
    : 1 + (influence.setting === undefined ? 2 : 0) + (influence.kind === 'value' ? 1 : 0);
}

/** A setting may hold a path: `identifiers: {"idfa": "context.ids.idfa"}`. */
function namingSetting([root, ...path]: Path, { config }: SourceEvent): string | undefined {
  const text = path.join('.');
  const isNamed = ({ value }: Leaf) =>
    typeof value === 'string' && value.includes('.') && `${text}.`.startsWith(`${value}.`);
  return root === 'message' ? leavesOf(config).find(isNamed)?.path[0]?.toString() : undefined;
}
