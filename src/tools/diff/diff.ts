import type { Destination, HostEvent, RunOptions } from '../../runtime/destination/destination';
import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import { secretSettings, textsIn, type Secrets } from '../trace/mask';
import { compareOutcomes } from './compareOutcomes';
import { compareSchemas, ConfigReplay } from './configChanges';
import type { DiffReport } from './model';
import { DifferenceCounter } from './differenceCounter';

/** The state of a destination before an edit, and the state after it. */
export interface States {
  before: Destination;
  after: Destination;
}

/** Runs events through two states of a destination, one at a time, and collects the differences. */
export class Diff {
  private readonly counter = new DifferenceCounter();
  private readonly configReplay: ConfigReplay;
  private readonly headers: ReadonlySet<string>;
  private goldens = 0;
  private events = 0;

  constructor(private readonly states: States) {
    const { before, after } = states;
    this.configReplay = new ConfigReplay(before, after);
    const names = [...(before.manifest.secretHeaders ?? []), ...(after.manifest.secretHeaders ?? [])];
    this.headers = new Set(names.map((name) => name.toLowerCase()));
  }

  /** The number of events that were run. */
  get count(): number {
    return this.goldens + this.events;
  }

  /** @param name the name of the golden in the report */
  async addGolden(name: string, feature: string, input: unknown, options: RunOptions): Promise<void> {
    this.goldens += 1;
    await this.run(name, feature, input, options);
  }

  /** @param place the place of the event in the report, such as `events.ndjson:12` */
  async addEvent(place: string, event: HostEvent, options: RunOptions): Promise<void> {
    this.events += 1;
    await this.run(place, 'processor', event, options);
  }

  /** Adds settings to try with both states, in addition to those in events. */
  addConfig(config: unknown): void {
    this.configReplay.add(config);
  }

  report(against: DiffReport['against'], schemas: { before: object; after: object }): DiffReport {
    const { outcomes, fields } = this.counter.changes();
    const config = [...compareSchemas(schemas.before, schemas.after), ...this.configReplay.changes()];
    const { different, unlisted } = this.counter;
    const breaking = [...outcomes, ...fields, ...config].filter(({ isBreaking }) => isBreaking).length;
    return {
      ...{
        destination: this.states.after.name,
        against,
        goldens: this.goldens,
        events: this.events,
        different,
      },
      ...{ outcomes, fields, unlisted, config, breaking },
    };
  }

  private async run(name: string, feature: string, input: unknown, options: RunOptions): Promise<void> {
    const { before, after } = this.states;
    if (feature === 'processor') {
      this.configReplay.add((input as Partial<HostEvent> | null)?.destination?.Config);
    }
    const [old, now] = [
      await runIn(before, feature, input, options),
      await runIn(after, feature, input, options),
    ];
    if (old && now) {
      this.counter.add(name, compareOutcomes(old, now), this.secretsOf(input));
    } else if (old || now) {
      const [from, to] = [old ? 'there' : 'absent', now ? 'transformed' : 'absent'];
      const message = `the feature ${feature} is ${now ? 'new' : 'gone'}`;
      this.counter.add(name, { outcome: { from, to, message }, fields: [] }, this.secretsOf(input));
    }
  }

  private secretsOf(input: unknown): Secrets {
    const { before, after } = this.states;
    const keys = [...new Set([...before.secretKeys, ...after.secretKeys])];
    const texts = secretSettings(input, keys).flatMap(({ value }) => textsIn(value));
    return { texts, headers: this.headers };
  }
}

/** Undefined if this state does not have the feature. */
async function runIn(
  destination: Destination,
  feature: string,
  input: unknown,
  options: RunOptions,
): Promise<Outcome | FeatureOutcome | undefined> {
  return destination.hasFeature(feature) ? destination.run(feature, input, options) : undefined;
}
