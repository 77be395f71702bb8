import type { RunOptions } from '../../runtime/destination/destination';

/** The instant that every golden takes for now, unless its options say otherwise. */
export const GOLDEN_NOW = Date.UTC(2027, 0, 1);

/** Which golden it is. */
export interface GoldenPlace {
  feature: string;
  /** The folder's path below the feature; its last part is a sentence that says the rule. */
  name: string;
  folder: string;
}

/** A recorded pair: what goes into a feature and what must come out. */
export interface GoldenCase extends GoldenPlace {
  input: unknown;
  options: Pick<RunOptions, 'now' | 'profile'>;
  /** Undefined when there is no output.json yet. */
  expected: unknown;
}

/** A golden from what its files hold; `content`: of input.json, `expected`: of output.json. */
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
