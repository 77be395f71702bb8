import type { Destination } from '../../../runtime/destination/destination';
import { startSandbox } from '../../../io/sandbox/sandbox';

/** Where requests go, if not to their own endpoints, and what is to be closed after them. */
export interface Target {
  /** An origin; undefined leaves each request its own. */
  endpoint: string | undefined;
  close(): Promise<void>;
}

/** What the options say of where requests go; at most one of the two. */
export interface TargetOptions {
  endpoint?: string;
  sandbox?: boolean;
}

/** @throws FEATURE_NOT_FOUND when the destination has no sandbox */
export async function openTarget(
  { endpoint, sandbox }: TargetOptions,
  destination: Destination,
  config: Record<string, unknown>,
): Promise<Target> {
  if (!sandbox) {
    return { endpoint, close: () => Promise.resolve() };
  }
  const running = await startSandbox({ destination, config });
  return { endpoint: running.origin, close: () => running.close() };
}
