import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { createError } from '../../../runtime/errors/destkitError';
import type { Destination } from '../../../runtime/destination/destination';

const NAME_CHARACTERS = 12;

/**
 * The default directory of a journal: one for each destination, input and settings. Secret settings do not change the
 * name, so a run that stopped because of a wrong secret is resumed after the correction.
 *
 * @throws USAGE for stdin, which has no name
 */
export function journalFolder(
  destination: Destination,
  file: string | undefined,
  config: Record<string, unknown>,
): string {
  if (file === undefined || file === '-') {
    throw createError('USAGE', { problem: 'events from stdin need --journal, which names their journal' });
  }
  const secret = new Set(destination.secretKeys);
  const settings = Object.entries(config)
    .filter(([key]) => !secret.has(key))
    .sort(([first], [second]) => (first < second ? -1 : 1));
  const identity = JSON.stringify([destination.name, resolve(file), settings]);
  const name = createHash('sha256').update(identity).digest('hex').slice(0, NAME_CHARACTERS);
  return join('.destkit', name);
}
