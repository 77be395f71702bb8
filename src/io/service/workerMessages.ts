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
  | { kind: 'failed'; code: string; message: string }
  | { kind: 'figures'; figures: Snapshot }
  /** The figures of all, please: they come back with this number. */
  | { kind: 'collect'; number: number; figures: Snapshot };

/** What a primary tells a worker. */
export type FromPrimary =
  | { kind: 'collected'; number: number; figures: Snapshot }
  /** Another worker has begun to serve, which needs connections. */
  | { kind: 'share' }
  | { kind: 'end' };
