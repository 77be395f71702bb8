/** Runs one workflow. */
export interface Engine {
  /**
   * @param input the event (or events), plain JSON; never changed
   * @param now   the instant for `$now()` and `$millis()` in milliseconds; the clock's when absent
   * @returns the output of the last step that was not skipped, and the outputs of all steps by name
   * @throws whatever a step threw, wrapped by the engine; see failure.ts
   */
  run(input: unknown, now?: number): EngineResult | Promise<EngineResult>;
}

export interface EngineResult {
  output: unknown;
  outputs: Record<string, unknown>;
  /** The output is plain JSON that shares nothing with the input; otherwise `toPlain` makes it so. */
  isPlain?: boolean;
}

export interface EngineOptions {
  /** The folder that the workflow's paths are relative to. */
  folder: string;
  /** What `./runtime` exports to the workflow. */
  runtime: Record<string, unknown>;
  /** Modules whose exports every json-template workflow has, by their paths. */
  platformBindings?: readonly string[];
  /** Milliseconds that an event may take; see TIME_LIMIT. */
  timeLimit?: number;
}

/** Milliseconds that an event may take unless it is said otherwise: hundreds of times what any needs. */
export const TIME_LIMIT = 1000;
