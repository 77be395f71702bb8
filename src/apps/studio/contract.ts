// What the server and the page say to each other. Paths are absolute, with forward slashes.

/** Carries the token of the run; every call of the API needs it. */
export const TOKEN_HEADER = 'x-destkit-token';

/** A text file as it is on disk. */
export interface StudioFile {
  path: string;
  text: string;
  /** Tells one content from another: SHA-256 in hexadecimal digits. */
  hash: string;
}

/** `GET /api/folder`: what the runtime reads of a destination. */
export interface FolderSnapshot {
  /** The destination's folder. */
  folder: string;
  /** Where the command was started; names of files are shown from here. */
  here: string;
  /** The installed package, which has the schemas of the files. */
  packageRoot: string;
  goldenRoot: string;
  /** Those below `folder`, and the schemas. */
  files: StudioFile[];
  /** Of the schemas as they are on disk. */
  schemaCode: SchemaCode[];
  /** The files that may be saved, besides those below `folder` and `goldenRoot`. */
  writable: string[];
  /** The symbolic links below `folder`, which are not followed, and where they lead. */
  links: Record<string, string>;
  /** Files that are not among `files` because of their size. */
  tooLarge: string[];
  /** Whether the command was given --allow-code. */
  allowCode: boolean;
  /** The name of the file of events that the command was given. */
  eventsFile?: string;
}

/**
 * A JSON Schema and its validator as JavaScript (see SchemaModule), or why there is none. The compiler of schemas is not in the
 * page: it is larger than most of what is. The answer to `POST /api/schema`, whose body is the text.
 */
export interface SchemaCode {
  /** That of the schema's file. */
  text: string;
  code?: string;
  problem?: string;
}

/** A line of `GET /api/changes`: a file that is not as it was; no content when it is gone. */
export type FileChange = StudioFile | { path: string; text: undefined; hash: undefined };

/** The answer to `PUT /api/file`. */
export interface Saved {
  hash: string;
}

/** The answer with status 409: the file on disk is not the one that was read. No content when it is gone. */
export interface SaveConflict {
  conflict: true;
  text?: string;
  hash?: string;
}

/** The answer with another status that says failure. */
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
