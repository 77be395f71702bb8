/** Where requests go, if not to their own endpoints, and what is to be closed after them. */
export interface Target {
  /** An origin; undefined leaves each request its own. */
  endpoint: string | undefined;
  close(): Promise<void>;
}

/** What the options say of where requests go. */
export interface TargetOptions {
  endpoint?: string;
}

export function openTarget({ endpoint }: TargetOptions): Promise<Target> {
  return Promise.resolve({ endpoint, close: () => Promise.resolve() });
}
