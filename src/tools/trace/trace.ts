import type { Destination, RunOptions } from '../../runtime/destination/destination';
import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import { formatPath } from '../../runtime/schema/findings';
import { describeFailure } from '../../runtime/workflow/failure';
import type { WorkflowSource } from '../../runtime/workflow/source';
import { traceField, type FieldContext } from './fields';
import { Follower } from './follow';
import { headerTexts, mask, MASK, secretSettings, textsIn, type Secrets } from './mask';
import { measure, messageOf, resultLeaves, type Measurement } from './measure';
import type { Stop, Trace, WorkflowTrace } from './model';
import type { Recording } from './recording';
import type { Frame } from './frame';
import { failedStep, traceWorkflow } from './steps';
import { explainField, type FieldAnswer } from './why';
import { variationsOf, withValue } from './variations';
import { WatchedDestination } from './watchedDestination';

/** A fixed time, so that results differ only because of changes in the input. */
const FIXED_NOW = Date.UTC(2026, 0, 1);

/**
 * Traces events through a destination. Reuse it for many events, because the recording code is generated once. It
 * does not depend on Node, reads no files, and does not modify its input.
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
   * Traces one event; the result is plain JSON without secrets.
   *
   * @param input a host event, or the input of another feature
   * @param options `now` is 2026-01-01T00:00:00Z by default
   * @throws FEATURE_NOT_FOUND, WORKFLOW_INVALID; never for an invalid event
   */
  async trace(feature: string, input: unknown, options: RunOptions = {}): Promise<Trace> {
    return (await this.run(feature, input, options)).trace;
  }

  /**
   * Why a field of the result is present or missing.
   *
   * @param path the path of the field, such as `requests[0].body.JSON.data.currency`
   * @throws as `trace`; USAGE if the path is invalid
   */
  async why(feature: string, input: unknown, path: string, options: RunOptions = {}): Promise<FieldAnswer> {
    const { trace, context, secrets, run } = await this.run(feature, input, options);
    return mask(await explainField(path, trace, context, run), secrets);
  }

  private async run(feature: string, input: unknown, given: RunOptions) {
    const options = { ...given, now: given.now ?? FIXED_NOW };
    // The first run generates the code, which must not count as time of the steps.
    const first = await this.watch(feature, input, options);
    const isEndless = hasTimedOut(first.outcome);
    const { outcome, recording, root, workflow } = isEndless
      ? first
      : await this.watch(feature, input, options);
    const run = (other: unknown) => this.destination.run(feature, other, options);
    // Each further run would take as long again.
    const measurement = isEndless ? unmeasured : await measure(run, input, outcome);
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
    // Values computed from a secret are not shown either: these are the values that change with another secret.
    const twin = settings.length > 0 ? await this.watch(feature, other, options) : undefined;
    // If the changed settings are not valid, this run provides no information.
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
    // If workflow-engine has run the feature's own workflow, the recorded runs are those of inner workflows.
    const run = recording.workflow?.source === source ? recording.workflow : undefined;
    const root: Frame = { source, run, outer: undefined };
    return { outcome, recording, root, workflow: traceWorkflow(root, recording) };
  }
}

const unmeasured: Measurement = { influences: new Map(), turns: [], tried: 0, left: 0 };

function hasTimedOut(outcome: Outcome | FeatureOutcome): boolean {
  return outcome.outcome === 'rejected' && outcome.error.code === 'EVALUATION_TIMEOUT';
}

/** Whether the workflow itself returned an array of requests. */
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
