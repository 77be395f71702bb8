import type { ErrorReport } from '../errors/destkitError';
import type { Json } from '../jsonata/plain';

/** A problem that an operator should know about, although the event was transformed. */
export interface Warning {
  code: string;
  /** The part of the event or config that caused it, such as `message.context.ip`. */
  path: string;
  message: string;
}

/** RudderStack's REST response: one request to a destination's API. */
export interface Envelope {
  version: '1';
  type: 'REST';
  method: string;
  endpoint: string;
  headers: Record<string, string>;
  params: Record<string, Json>;
  body: { JSON: Json; JSON_ARRAY: Json; XML: Json; FORM: Json };
  files: Record<string, Json>;
  /** The key for ordered delivery; missing if the event has none. */
  userId?: Json;
}

export interface Rejected {
  outcome: 'rejected';
  error: ErrorReport;
  warnings: Warning[];
}

export interface Filtered {
  outcome: 'filtered';
  reason: string;
}

/** The result of one event. */
export type Outcome =
  { outcome: 'transformed'; requests: Envelope[]; warnings: Warning[] } | Rejected | Filtered;

/** The result of a feature other than the processor, as returned by its workflow. */
export type FeatureOutcome =
  { outcome: 'transformed'; output: Json; warnings: Warning[] } | Rejected | Filtered;
