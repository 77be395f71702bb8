import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../runtime/isObject';

/** What the files of a golden hold. */
export interface GoldenContent {
  input: unknown;
  expected: object;
}

/** The destination that test cases of rudder-transformer are for. */
export interface HostDestination {
  /** The name that errors carry. */
  name: string;
  features: readonly string[];
}

/** What the host answers for an event, or for several that it sends together. */
export interface HostAnswer {
  output?: unknown;
  error?: unknown;
  statusCode?: unknown;
  statTags?: unknown;
  metadata?: unknown;
}

/** The answers in the body of a response; undefined when it has other things. */
export function readAnswers(value: unknown): HostAnswer[] | undefined {
  return Array.isArray(value) && value.every(isObject) ? value : undefined;
}

/** The tags that a workflow gives; the host adds others. */
export function ownTags(tags: unknown): { errorCategory?: unknown; errorType?: unknown } {
  return isObject(tags)
    ? Object.fromEntries(Object.entries(tags).filter(([key]) => /^error(?:Category|Type)$/.test(key)))
    : {};
}

/** Whether an answer is for an event, by what rudder-server wants back with it. */
export function isAnswerTo(metadata: unknown, event: unknown): boolean {
  return isObject(event) && isDeepStrictEqual(metadata, event.metadata);
}
