import type { ErrorCode } from '../../runtime/errors/catalogue';
import { DestkitError, type Where } from '../../runtime/errors/destkitError';
import type { KnownBlockers } from './blocking/eventWatch';
import type { LogLevel } from './log';
import type { Snapshot } from './metrics/snapshot';
import type { ServiceSettings } from './service';

/** What a primary gives each of its workers when it starts them. */
export interface WorkerTask {
  settings: ServiceSettings;
  version: string;
  logLevel: LogLevel;
}

/** What a worker tells its primary. */
export type FromWorker =
  | { kind: 'ready'; origin: string }
  | { kind: 'failed'; error: PackedError }
  | { kind: 'figures'; figures: Snapshot }
  /** The figures of all, please: they come back with this number. */
  | { kind: 'collect'; number: number; figures: Snapshot };

/** What a primary tells a worker. */
export type FromPrimary =
  | { kind: 'collected'; number: number; figures: Snapshot }
  /** What has blocked workers so far; the first message to a worker, before it serves. */
  | { kind: 'blockers'; blockers: KnownBlockers }
  /** Another worker has begun to serve, which needs connections. */
  | { kind: 'share' }
  | { kind: 'end' };

/** An error as it travels between processes. */
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
