/** Runs one workflow. */
export interface Engine {
  /**
   * @param input the event (or events), plain JSON; never modified
   * @param now the instant for `$now()` and `$millis()` in milliseconds; by default that of the clock
   * @returns the output of the last step that was not skipped, and the outputs of all steps by name
   * @throws the error of a step, wrapped by the engine; see failure.ts
   */
  run(input: unknown, now?: number): EngineResult | Promise<EngineResult>;
}

export interface EngineResult {
  output: unknown;
  outputs: Record<string, unknown>;
  /** Whether the output is plain JSON that shares nothing with the input; otherwise `toPlain` converts it. */
  isPlain?: boolean;
}

export interface EngineOptions {
  /** The folder that the workflow's paths are relative to. */
  folder: string;
  /** The exports of `./runtime` for the workflow. */
  runtime: Record<string, unknown>;
  /** Modules whose exports every json-template workflow has, by their paths. */
  platformBindings?: readonly string[];
  /** Milliseconds that an event may take; see TIME_LIMIT. */
  timeLimit?: number;
}

/** The default time limit of an event in milliseconds: hundreds of times what an event needs. */
export const TIME_LIMIT = 1000;
