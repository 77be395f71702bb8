/** `destination.yaml`, the manifest of a destination folder. All paths are relative to the folder. */
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
  /** The key of the array in an object that contains several events, as some sources send them. */
  batchKey?: string;
  /** The only hosts that requests may go to, over https; a folder of rudder-transformer has no such list. */
  hosts?: string[];
  /** Headers whose values never show in logs, traces or errors. */
  secretHeaders?: string[];
}

/**
 * The schema of a request body. `when` is a JSONata expression over `{request, body, outputs}` that selects the
 * requests: `request` is the envelope, `body` the body as it is sent, `outputs` the outputs of the workflow's steps.
 */
export interface RequestSchema {
  schema: string;
  when?: string;
}

/** The rules for received requests, for the workflow of the feature `sandbox`. Expressions are over `{request}`. */
export interface SandboxManifest {
  schemas?: RequestSchema[];
  memoryKeys?: string;
  /** The body of a response that reports failure with status 200. */
  failureBody?: object;
}

/**
 * A column of the demo's table. `value` is a JSONata expression over `{event, result, bodies, answers}`: the host
 * event, its outcome, the bodies of its requests, and what the sandbox recorded for them.
 */
export interface DemoColumn {
  title: string;
  value: string;
}
