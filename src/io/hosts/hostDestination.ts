import type { Hashes } from '../../runtime/destination/bindings/hashes';
import { Destination } from '../../runtime/destination/destination';
import type { Validator } from '../../runtime/schema/validating';
import type { Engine } from '../../runtime/workflow/engine';
import type { WorkflowSource } from '../../runtime/workflow/source';

/** What a host has of a destination's folder. */
export interface HostDestination {
  name: string;
  /** The only hosts that requests may go to. */
  hosts: readonly string[];
  configSchema: Validator;
  /** Feature -> its workflow. */
  workflows: ReadonlyMap<string, WorkflowSource>;
  createEngine: (source: WorkflowSource, runtime: Record<string, unknown>) => Promise<Engine>;
}

/** A destination in a host that has no destination folder, such as a native folder of rudder-transformer. */
export function createHostDestination(
  { name, hosts, configSchema, workflows, createEngine }: HostDestination,
  hashes: Hashes,
): Destination {
  const manifest = {
    name,
    title: name,
    description: '',
    links: [],
    schemas: { config: '' },
    hosts: [...hosts],
    features: {},
  };
  const folder = {
    path: '',
    manifest,
    configSchema,
    workflows,
    // Requests are checked, and the vendor is stood in for, where the destination is worked on.
    requestSchemas: [],
    sandboxRules: { check: () => Promise.resolve([]), keys: () => Promise.resolve([]), failureBody: {} },
  };
  return new Destination(folder, hashes, {
    compiled: (source, { runtime }) => createEngine(source, runtime),
    reference: () => Promise.reject(new Error('there is no interpreter here')),
  });
}

/** A workflow of which the places of expressions are not known. */
export function plainSource(
  parts: Pick<WorkflowSource, 'file' | 'workflow'> & Partial<WorkflowSource>,
): WorkflowSource {
  return {
    expressions: [],
    steps: [],
    templates: new Map(),
    tables: new Map(),
    inner: new Map(),
    ...parts,
  };
}
