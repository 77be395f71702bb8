import type { RunOptions } from '../../runtime/destination/destination';

/** The current time in every golden, unless its options override it. */
export const GOLDEN_NOW = Date.UTC(2027, 0, 1);

/** Identifies a golden. */
export interface GoldenPlace {
  feature: string;
  /** The folder's path below the feature; its last part is a sentence that describes the rule. */
  name: string;
  folder: string;
}

/** A recorded pair: the input of a feature and the expected output. */
export interface GoldenCase extends GoldenPlace {
  input: unknown;
  options: Pick<RunOptions, 'now' | 'profile'>;
  /** Undefined if there is no output.json yet. */
  expected: unknown;
}

/** Creates a golden from the contents of its files; `content`: of input.json, `expected`: of output.json. */
export function createCase({
  feature,
  name,
  folder,
  content,
  expected,
}: GoldenPlace & Pick<GoldenCase, 'expected'> & { content: unknown }): GoldenCase {
  const { input, options } = unwrap(content);
  return { feature, name, folder, input, options: { now: GOLDEN_NOW, ...options }, expected };
}

/** What input.json holds: `{input, options}`, or the bare input. */
export function unwrap(content: unknown): Pick<GoldenCase, 'input' | 'options'> {
  const isWrapped =
    typeof content === 'object' &&
    content !== null &&
    Object.hasOwn(content, 'input') &&
    Object.hasOwn(content, 'options');
  return isWrapped ? (content as GoldenCase) : { input: content, options: {} };
}
