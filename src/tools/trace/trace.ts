import type { Destination, RunOptions } from '../../runtime/destination/destination';
import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import { formatPath } from '../../runtime/schema/findings';
import { describeFailure } from '../../runtime/workflow/failure';
import type { WorkflowSource } from '../../runtime/workflow/source';
import { traceField, type FieldContext } from './fields';
import { Follower } from './follow';
import { headerTexts, mask, MASK, secretSettings, textsIn, type Secrets } from './mask';
import { measure, messageOf, resultLeaves } from './measure';
import type { Stop, Trace, WorkflowTrace } from './model';
import type { Recording } from './recording';
import type { Frame } from './frame';
import { failedStep, traceWorkflow } from './steps';
import { explainField, type FieldAnswer } from './why';
import { variationsOf, withValue } from './variations';
import { WatchedDestination } from './watchedDestination';

/** An instant that does not move, so that what changes between runs is what was changed. */
const FIXED_NOW = Date.UTC(2026, 0, 1);

/**
 * Traces events through a destination. Keep one for many events: the code that watches is made once. It uses nothing of
 * Node's, reads no files, and changes no input.
 */
export class Tracer {
  private readonly watched: WatchedDestination;
  private readonly headers: ReadonlySet<string>;

  constructor(private readonly destination: Destination) {
    this.watched = new WatchedDestination(destination);
    const { secretHeaders = [] } = destination.manifest;
    this.headers = new Set(secretHeaders.map((name) => name.toLowerCase()));
  }

  /**
   * One event's trace: plain JSON, without secrets.
   *
   * @param input   a host event; whatever else the feature takes
   * @param options `now` is 2026-01-01T00:00:00Z unless given
   * @throws FEATURE_NOT_FOUND, WORKFLOW_INVALID; never for a bad event
   */
  async trace(feature: string, input: unknown, options: RunOptions = {}): Promise<Trace> {
    return (await this.run(feature, input, options)).trace;
  }

  /**
   * Why a field of the result is there, or is not.
   *
   * @param path of the field, such as `requests[0].body.JSON.data.currency`
   * @throws as `trace`; USAGE when the path cannot be read
   */
  async why(feature: string, input: unknown, path: string, options: RunOptions = {}): Promise<FieldAnswer> {
    const { trace, context, secrets, run } = await this.run(feature, input, options);
    return mask(await explainField(path, trace, context, run), secrets);
  }

  private async run(feature: string, input: unknown, given: RunOptions) {
    const options = { ...given, now: given.now ?? FIXED_NOW };
    // Code is made when it is first run, which must not count as time of the steps.
    await this.watch(feature, input, options);
    const { outcome, recording, root, workflow } = await this.watch(feature, input, options);
    const run = (other: unknown) => this.destination.run(feature, other, options);
    const measurement = await measure(run, input, outcome);
    const context: FieldContext = {
      ...{ follower: new Follower((text) => this.watched.tree(text)), root, input, measurement },
      isList: isList(recording, outcome),
    };
    const settings = secretSettings(input, this.destination.secretKeys);
    const texts = settings.flatMap(({ value }) => textsIn(value));
    const secrets: Secrets = {
      texts: [...texts, ...headerTexts([outcome, workflow], this.headers)],
      headers: this.headers,
    };
    let other = input;
    for (const { path, value } of settings) {
      other = withValue(other, path, { value: variationsOf(value)[0] ?? MASK });
    }
    // What is made from a secret is not shown either: it is what another secret changes.
    const twin = settings.length > 0 ? await this.watch(feature, other, options) : undefined;
    // Settings that are no longer valid make a run of which nothing can be learnt.
    const isAlike = twin?.outcome.outcome === outcome.outcome;
    const shown = mask({ outcome, workflow }, secrets, isAlike ? twin : undefined);
    const fields = resultLeaves(outcome).map((leaf) => traceField(leaf, context));
    const values = new Map(resultLeaves(shown.outcome).map((leaf) => [formatPath(leaf.path), leaf.value]));
    const trace: Trace = {
      ...{ destination: this.destination.name, feature, outcome: shown.outcome },
      ...stopOf(shown.workflow, outcome, recording, root.source),
      workflow: shown.workflow,
      fields: mask(
        fields.map((field) => (values.get(field.path) === MASK ? { ...field, value: MASK } : field)),
        secrets,
      ),
      turns: mask(
        measurement.turns.map(({ path, ...turn }) => ({ ...turn, path: formatPath(path) })),
        secrets,
      ),
      measured: { tried: measurement.tried, left: measurement.left },
    };
    return { trace, context, secrets, run };
  }

  private async watch(feature: string, input: unknown, options: RunOptions) {
    const { outcome, recording } = await this.watched.run(feature, input, options);
    const source = this.destination.workflow(feature);
    if (!source) {
      throw new Error(`feature ${feature} ran without a workflow`);
    }
    // When workflow-engine has run the feature's own workflow, the runs that were watched are of inner ones.
    const run = recording.workflow?.source === source ? recording.workflow : undefined;
    const root: Frame = { source, run, outer: undefined };
    return { outcome, recording, root, workflow: traceWorkflow(root, recording) };
  }
}

/** Whether the workflow itself gave a list of requests. */
function isList({ workflow, outputs = {} }: Recording, outcome: Outcome | FeatureOutcome): boolean {
  if (!('requests' in outcome)) {
    return true;
  }
  const last = workflow?.steps.findLast(({ state }) => state === 'ran');
  return Array.isArray(last ? last.output : Object.values(outputs).at(-1));
}

function stopOf(
  workflow: WorkflowTrace,
  outcome: Outcome | FeatureOutcome,
  { error }: Recording,
  source: WorkflowSource,
): { stopped?: Stop } {
  if (messageOf(outcome) === undefined) {
    return {};
  }
  const failed = failedStep(workflow);
  const { step, at, frame } = error === undefined ? {} : describeFailure(error, source).where;
  const place = at ?? failed?.at;
  return {
    stopped: {
      step: step ?? failed?.names.join('.') ?? '',
      ...(place ? { at: place } : {}),
      ...(frame === undefined ? {} : { frame }),
    },
  };
}
