/**
 * The pipe from the monitor thread to the primary, in addition to stdio and the channel of the worker's main thread.
 */
export const MONITOR_FD = 4;

export interface MonitorTask {
  /** The memory of a SharedState. */
  buffer: SharedArrayBuffer;
  /** How long the main thread may be blocked, in milliseconds. */
  limit: number;
  /** The interval between two checks, in milliseconds. */
  interval: number;
}

/** A line that the monitor thread writes. */
export interface BlockReport {
  /** How long the main thread has been blocked. */
  milliseconds: number;
  /** The identity of the event, job or group that is running; '' if there is none. */
  event: string;
}
