import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import type { Json } from '../../runtime/jsonata/plain';
import { isObject } from '../../runtime/isObject';

/** The result of a workflow of the feature `sandbox`, completed with defaults. */
export interface Answer {
  /** 200 to 599. */
  status: number;
  /** A string is sent as it is, any other value as JSON. */
  body: Json;
  headers: Record<string, string>;
  /** Whether the response reports success; if the workflow does not set it, the status decides. */
  accepted: boolean;
  /** Why the request was refused. */
  reason?: string;
  notes: string[];
  key?: string;
  record?: Json;
  remember?: Record<string, Json>;
}

const TEXT_CHARACTERS = 500;

/** Converts the result of the workflow. A request that it rejected or filtered gets the reason as its response. */
export function readAnswer(outcome: FeatureOutcome | Outcome): Answer {
  if (outcome.outcome === 'filtered') {
    return failure(400, outcome.reason);
  }
  if (outcome.outcome === 'rejected') {
    return failure(outcome.error.status, outcome.error.message);
  }
  const output = 'output' in outcome ? outcome.output : null;
  if (!isObject(output) || !isStatus(output.status)) {
    return failure(500, 'the workflow gave no answer with a status from 200 to 599');
  }
  const { status, body = {}, headers, accepted, reason, notes, key, record, remember } = output;
  return {
    status,
    body,
    headers: isObject(headers) ? textsOf(headers) : {},
    accepted: typeof accepted === 'boolean' ? accepted : status < 300,
    ...(typeof reason === 'string' ? { reason: shorten(reason) } : {}),
    notes: [notes ?? []].flat().flatMap((note) => (typeof note === 'string' ? [shorten(note)] : [])),
    ...(typeof key === 'string' ? { key: shorten(key) } : {}),
    ...(record === undefined ? {} : { record: withShortTexts(record) }),
    ...(isObject(remember) ? { remember } : {}),
  };
}

/** A response that reports failure, in a format that is not specific to a destination. */
export function failure(status: number, reason: string): Answer {
  return {
    status,
    body: { error: reason },
    headers: {},
    accepted: false,
    reason: shorten(reason),
    notes: [],
  };
}

function isStatus(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599;
}

function textsOf(headers: Record<string, Json>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** The record contains many requests, so its fields are short, whatever a request contains. */
function withShortTexts(record: Json): Json {
  if (!isObject(record)) {
    return typeof record === 'string' ? shorten(record) : null;
  }
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]): [string, Json][] =>
      typeof value === 'object' ? [] : [[name, typeof value === 'string' ? shorten(value) : value]],
    ),
  );
}

function shorten(text: string): string {
  return text.length > TEXT_CHARACTERS ? `${text.slice(0, TEXT_CHARACTERS)}...` : text;
}
