// The messages between the server and the page. Paths are absolute, with forward slashes.

/** The header with the token of the run; every call of the API needs it. */
export const TOKEN_HEADER = 'x-destkit-token';

export interface StudioFile {
  path: string;
  text: string;
  /** Identifies the content: SHA-256 in hexadecimal digits. */
  hash: string;
}

/** `GET /api/folder`: the files of a destination that the runtime reads. */
export interface FolderSnapshot {
  folder: string;
  /** The working directory of the command; file names are shown relative to it. */
  here: string;
  /** The folder of the installed package, which contains the schemas of the files. */
  packageRoot: string;
  goldenRoot: string;
  /** The files below `folder`, and the schemas. */
  files: StudioFile[];
  /** The code of the schemas, as they are on disk. */
  schemaCode: SchemaCode[];
  /** Additional files that may be saved, outside of `folder` and `goldenRoot`. */
  writable: string[];
  /** The symbolic links below `folder`, which are not followed, and their targets. */
  links: Record<string, string>;
  /** Files that `files` does not contain because of their size. */
  tooLarge: string[];
  /** Whether the command was started with --allow-code. */
  allowCode: boolean;
  /** The name of the file from the option --events. */
  eventsFile?: string;
}

/**
 * A JSON Schema and its validator as JavaScript (see SchemaModule), or the reason why there is none. The page does
 * not contain the schema compiler, which is larger than most of the page. This is the response to `POST /api/schema`,
 * whose body is the text of the schema.
 */
export interface SchemaCode {
  /** The text of the schema's file. */
  text: string;
  code?: string;
  problem?: string;
}

/** A line of `GET /api/changes`: a file that has changed; without content if it was deleted. */
export type FileChange = StudioFile | { path: string; text: undefined; hash: undefined };

/** The response to `PUT /api/file`. */
export interface Saved {
  hash: string;
}

/**
 * The response with status 409: the file on disk has changed since it was read. Without content if it was deleted.
 */
export interface SaveConflict {
  conflict: true;
  text?: string;
  hash?: string;
}

/** The response with any other error status. */
export interface Refusal {
  error: { code: string; message: string; fix: string };
}

/** The body of `POST /api/sandbox`: requests to send to the sandbox, and the connection's settings. */
export interface SandboxRun {
  requests: unknown[];
  config: Record<string, unknown>;
}

/** The response of the sandbox to one request. */
export interface SandboxResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface SandboxRunResult {
  answers: (SandboxResponse | { problem: string })[];
}
