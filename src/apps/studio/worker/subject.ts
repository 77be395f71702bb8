import { toHostEvents } from '../../../runtime/destination/hostEvent';
import type { Manifest } from '../../../runtime/destination/manifest';
import { createError } from '../../../runtime/errors/destkitError';
import type { Subject } from './messages';

/** What goes into the feature: one input, or for a call with a batch of events one for each. @throws LINE_NOT_JSON */
export function inputsOf({ feature, text, config, golden }: Subject, manifest: Manifest): unknown[] {
  const value = parse(text);
  // A golden is run as it is.
  return feature === 'processor' && golden === undefined
    ? toHostEvents(value, config, manifest.batchKey)
    : [value];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw createError('LINE_NOT_JSON', { problem: (error as Error).message });
  }
}
