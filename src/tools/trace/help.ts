import { toPlain, type Json } from '../../runtime/jsonata/plain';
import type { Path } from '../../runtime/schema/document';
import { formatPath } from '../../runtime/schema/findings';
import { resultLeaves, type RunInput } from './measure';
import { withValue } from './variations';

/** A missing field, and a value with which another field would be in the result. */
export interface Help {
  path: string;
  value: Json;
}

/** One value of each kind that mappings read. */
const samples = [
  'a',
  1,
  true,
  '1',
  'EUR',
  '2026-01-01T00:00:00Z',
  '203.0.113.7',
  '00000000-0000-4000-8000-00000000000a',
];
const MOST_READS = 12;

/** Finds the missing fields with which the field would exist: each is tried with a few values, one at a time. */
export async function helpfulFields(
  reads: readonly { path: Path; isThere: boolean }[],
  field: string,
  input: unknown,
  run: RunInput,
): Promise<Help[]> {
  const help: Help[] = [];
  for (const { path } of reads.filter(({ isThere }) => !isThere).slice(0, MOST_READS)) {
    for (const value of samples) {
      const outcome = await run(withValue(input, path, { value }));
      const isThere = resultLeaves(outcome).some((leaf) => formatPath(leaf.path).startsWith(field));
      if (isThere) {
        help.push({ path: formatPath(path), value: toPlain(value) ?? null });
        break;
      }
    }
  }
  return help;
}
