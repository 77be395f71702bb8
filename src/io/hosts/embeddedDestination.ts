import type { Hashes } from '../../runtime/destination/bindings/hashes';
import { runtimeContextFor } from '../../runtime/destination/bindings/runtime';
import { Destination } from '../../runtime/destination/destination';
import { createError } from '../../runtime/errors/destkitError';
import type { TextDocument } from '../../runtime/schema/document';
import type { Validator } from '../../runtime/schema/validating';
import type { CodeMaker } from '../../runtime/workflow/codeMaker';
import { compileProgram, programEngine } from '../../runtime/workflow/program';
import type { WorkflowShape, WorkflowSource } from '../../runtime/workflow/source';
import { SourceParts } from '../../runtime/workflow/sourceParts';
import { workflowEngineBindings } from './workflowEngineBindings';

/** The workflows of a destination as JSON, for a host that cannot read files and does not have workflow-engine. */
export interface EmbeddedWorkflows {
  name: string;
  /** The only hosts that requests may be sent to. */
  hosts: readonly string[];
  /** Feature -> its workflow file. */
  features: Readonly<Record<string, string>>;
  /** The workflows by file; their steps have the types that workflow-engine assigns. */
  workflows: Readonly<Record<string, EmbeddedWorkflow>>;
  /** The files that workflows bind and read: tables, and expressions in separate files. */
  files: Readonly<Record<string, unknown>>;
}

interface EmbeddedWorkflow {
  workflow: WorkflowShape;
  /** Step -> the file of the workflow that it runs. */
  inner: Readonly<Record<string, string>>;
}

export interface EmbeddedOptions {
  configSchema: Validator;
  hashes: Hashes;
  compiler: CodeMaker;
}

/**
 * A destination in a host without a destination folder.
 *
 * @throws EXPORT_IMPOSSIBLE, when a feature is first run, if a workflow needs workflow-engine
 */
export function openDestination(
  { name, hosts, features, workflows, files }: EmbeddedWorkflows,
  { configSchema, hashes, compiler }: EmbeddedOptions,
): Destination {
  // Without places, which are not needed here.
  const documents = new Map(
    Object.entries(files).map(([path, value]) => [path, { value, text: String(value) }]),
  ) as ReadonlyMap<string, unknown> as ReadonlyMap<string, TextDocument>;
  const sources = new Map<string, WorkflowSource>();
  function sourceOf(file: string): WorkflowSource {
    const { workflow, inner = {} } = workflows[file] ?? { workflow: { name: file, steps: [] } };
    const source = sources.get(file) ?? {
      ...{ file, workflow, tables: documents, templates: documents, expressions: [], steps: [] },
      inner: new Map(Object.entries(inner).map(([step, within]) => [step, sourceOf(within)])),
    };
    sources.set(file, source);
    return source;
  }
  const { runtime } = runtimeContextFor(configSchema, hashes);
  const opened = new SourceParts(
    {
      ...{ maker: compiler, library: workflowEngineBindings, typedSteps: ({ steps }) => steps },
      // The workflows name their executor, but the engine is chosen here.
      runtime: { ...runtime, compiledExecutor: {} },
    },
    true,
  );
  const folder = {
    path: '',
    manifest: {
      ...{ name, title: name, description: '', links: [], hosts: [...hosts] },
      ...{ features, schemas: { config: '' } },
    },
    configSchema,
    workflows: new Map(Object.entries(features).map(([feature, file]) => [feature, sourceOf(file)])),
    // The host neither checks requests nor simulates the vendor.
    requestSchemas: [],
    sandboxRules: { check: () => Promise.resolve([]), keys: () => Promise.resolve([]), failureBody: {} },
  };
  return new Destination(folder, hashes, {
    compiled: (source) => {
      const parts = opened.of(source);
      if (!parts) {
        const problem = `its workflow ${source.file} has steps that only workflow-engine can run`;
        throw createError('EXPORT_IMPOSSIBLE', { problem });
      }
      return Promise.resolve(programEngine(compileProgram(parts)));
    },
    reference: () => Promise.reject(new Error('there is no interpreter here')),
  });
}
