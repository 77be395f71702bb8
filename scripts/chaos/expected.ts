import { hashBody, type Recorded } from '../../dist/io/sandbox/record';

/** Where a request belongs: its ordering key, and its place among that key's requests. */
export interface Place {
  key: string;
  index: number;
}

/** What should arrive, by what identifies a request. */
export type Expected = Map<string, Place>;

interface TransformResult {
  requests?: {
    endpoint: string;
    body: { JSON: unknown; JSON_ARRAY: { batch?: string } };
    userId?: unknown;
  }[];
}

/** Takes in the results of `destkit transform`, one a line. */
export function expectRequests(lines: readonly string[]): Expected {
  const expected: Expected = new Map();
  const counts = new Map<string, number>();
  for (const line of lines) {
    for (const { endpoint, body, userId } of (JSON.parse(line) as TransformResult).requests ?? []) {
      const key = String(userId);
      const index = counts.get(key) ?? 0;
      counts.set(key, index + 1);
      const text = body.JSON_ARRAY.batch ?? JSON.stringify(body.JSON);
      expected.set(identify(new URL(endpoint).pathname, hashBody(Buffer.from(text))), { key, index });
    }
  }
  return expected;
}

export interface Verdicts {
  expected: number;
  received: number;
  lost: number;
  unexpected: number;
  /** Answered with anything but success. */
  refused: number;
  /** Events and installs whose signature the sandbox did not find valid. */
  unsigned: number;
  outOfOrder: number;
  /** Requests with two full success answers or more. */
  duplicates: number;
}

/** Compares what has arrived with what should. */
export function compare(expected: Expected, received: readonly Recorded[]): Verdicts {
  const answers = new Map<string, number>();
  const reached = new Map<string, number>();
  let [unexpected, outOfOrder, refused, unsigned] = [0, 0, 0, 0];
  for (const { path, hash = '', accepted, record } of received) {
    const id = identify(path, hash);
    const place = expected.get(id);
    if (!place) {
      unexpected += 1;
      continue;
    }
    const before = reached.get(place.key) ?? 0;
    // The same again is a repetition; anything but that or the next one is out of order.
    if (place.index !== before && place.index !== before - 1) {
      outOfOrder += 1;
    }
    reached.set(place.key, Math.max(before, place.index + 1));
    answers.set(id, (answers.get(id) ?? 0) + (accepted ? 1 : 0));
    refused += accepted ? 0 : 1;
    const { signature } = record as { signature?: string };
    unsigned += path === '/track/json' && signature !== 'valid' ? 1 : 0;
  }
  const lost = [...expected.keys()].filter((id) => !answers.has(id)).length;
  const duplicates = [...answers.values()].filter((count) => count > 1).length;
  return {
    expected: expected.size,
    received: received.length,
    lost,
    unexpected,
    refused,
    unsigned,
    outOfOrder,
    duplicates,
  };
}

function identify(path: string, hash: string): string {
  return `${path} ${hash}`;
}
