/** `destination.yaml`: what a destination folder holds. All paths are relative to the folder. */
export interface Manifest {
  name: string;
  title: string;
  description: string;
  links: { title: string; url: string }[];
  /** Feature -> workflow file. */
  features: Record<string, string>;
  schemas: { config?: string; requests?: RequestSchema[] };
  /** Files with what an export needs to know besides. */
  exports?: { integrationsConfig?: string };
  examples?: { events: string; config: string };
  demo?: { events: string[]; config: string; columns: DemoColumn[] };
  sandbox?: SandboxManifest;
  /** The key of an object that holds several events in a list, as sources send them in one call. */
  batchKey?: string;
  /** The only hosts that requests may go to, over https; a folder of rudder-transformer has no such list. */
  hosts?: string[];
  /** Headers whose values never show in logs, traces or errors. */
  secretHeaders?: string[];
}

/**
 * The schema of a request body; `when`, a JSONata expression over `{request, body, outputs}`, says which requests it is
 * for: the envelope, the body that goes over the wire, and what the workflow's steps gave.
 */
export interface RequestSchema {
  schema: string;
  when?: string;
}

/** What the workflow of the feature `sandbox` is told of a request that came in. Expressions are over `{request}`. */
export interface SandboxManifest {
  schemas?: RequestSchema[];
  memoryKeys?: string;
  /** Of an answer with status 200 that says failure. */
  failureBody?: object;
}

/**
 * A column of the demo's table; `value` is a JSONata expression over `{event, result, bodies, answers}`: the host event,
 * its outcome, its requests' bodies and what the sandbox recorded of them.
 */
export interface DemoColumn {
  title: string;
  value: string;
}
