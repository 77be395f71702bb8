import { createError } from '../errors/destkitError';
import type { Engine, EngineOptions, EngineResult } from '../workflow/engine';
import { describeFailure } from '../workflow/failure';
import { toPlain, type Json } from '../jsonata/plain';
import type { WorkflowSource } from '../workflow/source';
import type { Hashes } from './bindings/hashes';
import { runtimeContextFor } from './bindings/runtime';
import type { ConfigCheck, ConfigChecker } from './configChecker';
import type { DestinationFolder } from './folder';
import type { Manifest } from './manifest';
import type { Envelope, FeatureOutcome, Outcome, Rejected, Warning } from './outcome';
import { RequestGate } from './requests';
import type { SandboxRules } from './sandboxRules';

/** The engines that can run a workflow; the first one is the default. */
export const engineNames = ['compiled', 'reference'] as const;
export type EngineName = (typeof engineNames)[number];
type CreateEngine = (source: WorkflowSource, options: EngineOptions) => Promise<Engine>;
export type Engines = Record<EngineName, CreateEngine>;
const [defaultEngine] = engineNames;
const PROCESSOR = `${defaultEngine}:processor`;

/** The features that return requests; the others return the result of their workflow. */
const requestFeatures: ReadonlySet<string> = new Set(['processor', 'userDeletion']);

type AnyOutcome = FeatureOutcome | Outcome;

export interface RunOptions {
  engine?: EngineName | undefined;
  /** Replaces `destination.Config.profile`. */
  profile?: string | undefined;
  /** Replaces `destination.Config.dialect`. */
  dialect?: string | undefined;
  /** The current time for the workflow, in milliseconds; by default that of the clock. */
  now?: number | undefined;
  /** Checks each request body against the destination's request schemas. */
  validate?: boolean | undefined;
}

/** A host event: the message of a source, its connection, and the host's metadata. */
export interface HostEvent {
  message: unknown;
  destination?: { Config?: unknown } & Record<string, unknown>;
  metadata?: unknown;
}

/** What ran last in this thread, to name what blocks it. */
export const lastRun: { destination?: Destination; feature?: string } = {};

/** A destination that is ready to transform events. Get one from `loadDestination`. */
export class Destination {
  readonly manifest: Manifest;
  private readonly config: ConfigChecker;
  private readonly runtime: Record<string, unknown>;
  private readonly gate: RequestGate;
  private readonly building = new Map<string, Promise<Engine>>();
  private readonly built = new Map<EngineName, Map<string, Engine>>();
  /** The default engine for single events. */
  private processor: Engine | undefined;

  constructor(
    private readonly folder: DestinationFolder,
    private readonly hashes: Hashes,
    private readonly engines: Engines,
  ) {
    this.manifest = folder.manifest;
    ({ config: this.config, runtime: this.runtime } = runtimeContextFor(folder.configSchema, hashes));
    this.gate = new RequestGate(folder.manifest.hosts);
  }

  get name(): string {
    return this.manifest.name;
  }

  get path(): string {
    return this.folder.path;
  }

  /** The manifest's rules for requests that the sandbox receives. */
  get sandboxRules(): SandboxRules {
    return this.folder.sandboxRules;
  }

  /**
   * Builds the workflow of a feature before its first use, to check whether it can be built.
   *
   * @throws FEATURE_NOT_FOUND, WORKFLOW_INVALID
   */
  async prepare(feature: string): Promise<void> {
    await this.engine(feature, defaultEngine);
  }

  /** The settings whose values must not be shown. */
  get secretKeys(): readonly string[] {
    return this.folder.configSchema.secretKeys;
  }

  /** The workflow of a feature as it was read, with the places of its expressions. */
  workflow(feature: string): WorkflowSource | undefined {
    return this.folder.workflows.get(feature);
  }

  /** The same destination with other engines for its workflows. */
  withEngines(engines: Engines): Destination {
    return new Destination(this.folder, this.hashes, engines);
  }

  hasFeature(feature: string): boolean {
    return this.folder.workflows.has(feature);
  }

  /** Checks a connection's settings against the config schema. */
  checkConfig(config: unknown): ConfigCheck {
    return this.config.check(config);
  }

  /** Transforms one event. Never throws for a bad event and never changes its input. */
  transform(event: HostEvent, options?: RunOptions): Promise<Outcome> {
    return this.run('processor', event, options);
  }

  /** The same without a promise if the workflow is ready and synchronous, which saves time in a loop over events. */
  transformNow(event: HostEvent): Outcome | Promise<Outcome> {
    const engine = this.processor;
    return engine
      ? (this.start(engine, 'processor', event, {}) as Outcome | Promise<Outcome>)
      : this.transform(event);
  }

  /**
   * Runs one of the destination's features.
   *
   * @param input a host event for the processor, an array of them for the router; see the workflow of the feature
   * @throws FEATURE_NOT_FOUND, ENGINE_NOT_FOUND, WORKFLOW_INVALID; never for a bad event
   */
  run(feature: 'processor', input: unknown, options?: RunOptions): Promise<Outcome>;
  run(feature: string, input: unknown, options?: RunOptions): Promise<AnyOutcome>;
  run(feature: string, input: unknown, options: RunOptions = {}): Promise<AnyOutcome> {
    const name = options.engine ?? defaultEngine;
    const engine = this.built.get(name)?.get(feature);
    return engine
      ? Promise.resolve(this.start(engine, feature, input, options))
      : this.engine(feature, name).then((built) => this.start(built, feature, input, options));
  }

  /** Runs synchronously if possible: a compiled workflow is finished when it returns. */
  private start(
    engine: Engine,
    feature: string,
    input: unknown,
    options: RunOptions,
  ): AnyOutcome | Promise<AnyOutcome> {
    lastRun.destination = this;
    lastRun.feature = feature;
    try {
      const running = engine.run(withSettings(input, options), options.now);
      return running instanceof Promise || options.validate
        ? this.wait(running, feature, input, options)
        : this.finish(running, feature, input);
    } catch (thrown) {
      return this.reject(thrown, feature, input);
    }
  }

  private async wait(
    running: EngineResult | Promise<EngineResult>,
    feature: string,
    input: unknown,
    options: RunOptions,
  ): Promise<AnyOutcome> {
    try {
      const result = await running;
      const outcome = this.finish(result, feature, input);
      if (options.validate && 'requests' in outcome) {
        await this.ensureValid(outcome.requests, result.outputs);
      }
      return outcome;
    } catch (thrown) {
      return this.reject(thrown, feature, input);
    }
  }

  private finish(result: EngineResult, feature: string, input: unknown): AnyOutcome {
    const { output, outputs, isPlain } = result;
    const plain = isPlain ? (output as Json) : toPlain(output);
    const warnings = this.warnings(feature, input, outputs.warnings);
    return requestFeatures.has(feature)
      ? { outcome: 'transformed', requests: this.gate.admit(plain), warnings }
      : { outcome: 'transformed', output: plain ?? null, warnings };
  }

  private reject(thrown: unknown, feature: string, input: unknown): Rejected | FeatureOutcome {
    const error = describeFailure(thrown, this.folder.workflows.get(feature));
    if (error.code === 'EVENT_FILTERED') {
      return { outcome: 'filtered', reason: error.message };
    }
    error.where.destination = this.name;
    return { outcome: 'rejected', error: error.toJSON(), warnings: this.warnings(feature, input, undefined) };
  }

  /** Warnings about the settings, and those of the step named `warnings`, which returns one warning or an array. */
  private warnings(feature: string, input: unknown, yielded: unknown): Warning[] {
    const config =
      feature === 'processor' ? (input as Partial<HostEvent> | null)?.destination?.Config : undefined;
    const ofConfig = config ? this.config.check(config).warnings : [];
    const isNothing = yielded === undefined || yielded === null;
    if (isNothing || (Array.isArray(yielded) && yielded.length === 0)) {
      return ofConfig.length === 0 ? [] : [...ofConfig];
    }
    const plain = toPlain(yielded) as unknown as Warning | Warning[];
    return ofConfig.length === 0 && Array.isArray(plain) ? plain : ofConfig.concat(plain);
  }

  /** Builds a workflow once per engine. The promise is cached, so that concurrent events share it. */
  private engine(feature: string, name: EngineName): Promise<Engine> {
    const key = `${name}:${feature}`;
    let building = this.building.get(key);
    if (!building) {
      building = this.createEngine(feature, name).then((engine) => {
        this.built.set(name, new Map(this.built.get(name)).set(feature, engine));
        if (key === PROCESSOR) {
          this.processor = engine;
        }
        return engine;
      });
      this.building.set(key, building);
    }
    return building;
  }

  private async createEngine(feature: string, name: EngineName): Promise<Engine> {
    const source = this.folder.workflows.get(feature);
    if (!source) {
      const known = [...this.folder.workflows.keys()].join(', ');
      throw createError('FEATURE_NOT_FOUND', { name: this.name, feature, known });
    }
    if (!Object.hasOwn(this.engines, name)) {
      throw createError('ENGINE_NOT_FOUND', { engine: name, known: engineNames.join(', ') });
    }
    const { path, platformBindings = [] } = this.folder;
    return this.engines[name](source, { folder: path, runtime: this.runtime, platformBindings });
  }

  private async ensureValid(requests: readonly Envelope[], outputs: EngineResult['outputs']): Promise<void> {
    for (const request of requests) {
      for (const check of this.folder.requestSchemas) {
        const problems = await check(request, outputs);
        if (problems?.length) {
          throw createError('REQUEST_INVALID', { problems: problems.join('; ') });
        }
      }
    }
  }
}

/** A copy of the event with the settings that the options replace. */
function withSettings(input: unknown, options: RunOptions): unknown {
  if (typeof input !== 'object' || input === null) {
    throw createError('EVENT_INVALID', { problem: 'it is not an object' });
  }
  const { profile, dialect } = options;
  if (profile === undefined && dialect === undefined) {
    return input;
  }
  if (Array.isArray(input)) {
    return input.map((event) => withSettings(event, options));
  }
  const { destination } = input as Partial<HostEvent>;
  const Config = {
    ...(destination?.Config as object | undefined),
    ...(profile === undefined ? {} : { profile }),
    ...(dialect === undefined ? {} : { dialect }),
  };
  return { ...input, destination: { ...destination, Config } };
}
