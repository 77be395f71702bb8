/** The pipe from the monitor thread to the primary, beside stdio and the channel of the worker's main thread. */
export const MONITOR_FD = 4;

export interface MonitorTask {
  /** The memory of a SharedState. */
  buffer: SharedArrayBuffer;
  /** Milliseconds for which the main thread may be blocked. */
  limit: number;
  /** Milliseconds between two looks. */
  interval: number;
}

/** A line that the monitor thread writes. */
export interface BlockReport {
  /** For how long the main thread has been blocked. */
  milliseconds: number;
  /** The identity of the event, its job or the group that it runs; '' when it runs none. */
  event: string;
}
