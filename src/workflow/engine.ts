/** Runs one workflow. */
export interface Engine {
  /**
   * @param input    the event (or events), plain JSON; never changed
   * @param bindings what this run adds to the workflow's bindings, such as the clock
   * @returns the output of the last step that was not skipped, and the outputs of all steps by name
   * @throws whatever a step threw, wrapped by the engine; see failure.ts
   */
  run(input: unknown, bindings: Record<string, unknown>): Promise<EngineResult>;
}

export interface EngineResult {
  output: unknown;
  outputs: Record<string, unknown>;
}

export interface EngineOptions {
  /** The folder that the workflow's paths are relative to. */
  folder: string;
  /** What `./runtime` exports to the workflow. */
  runtime: Record<string, unknown>;
}
