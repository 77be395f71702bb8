import type { ErrorCode } from '../../runtime/errors/catalogue';
import { DestkitError, type Where } from '../../runtime/errors/destkitError';
import type { KnownBlockers } from './blocking/eventWatch';
import type { LogLevel } from './log';
import type { Snapshot } from './metrics/snapshot';
import type { ServiceSettings } from './service';

/** The data that a primary passes to each worker at its start. */
export interface WorkerTask {
  settings: ServiceSettings;
  version: string;
  logLevel: LogLevel;
}

/** Messages from a worker to its primary. */
export type FromWorker =
  | { kind: 'ready'; origin: string }
  | { kind: 'failed'; error: PackedError }
  | { kind: 'figures'; figures: Snapshot }
  /** A request for the metrics of all processes; the response contains this number. */
  | { kind: 'collect'; number: number; figures: Snapshot };

/** Messages from a primary to a worker. */
export type FromPrimary =
  | { kind: 'collected'; number: number; figures: Snapshot }
  /** The events that have blocked workers so far; the first message to a worker, before it serves. */
  | { kind: 'blockers'; blockers: KnownBlockers }
  /** Another worker has started to serve and needs connections. */
  | { kind: 'share' }
  | { kind: 'end' };

/** An error in a form that can be sent between processes. */
export interface PackedError {
  code: ErrorCode;
  message: string;
  where: Where;
  problems: PackedError[];
}

export function packError({ code, message, where, problems }: DestkitError): PackedError {
  return { code, message, where, problems: problems.map(packError) };
}

export function unpackError({ code, message, where, problems }: PackedError): DestkitError {
  return new DestkitError(code, message, where, problems.map(unpackError));
}
