import { toHostEvents } from '../../../runtime/destination/hostEvent';
import type { Manifest } from '../../../runtime/destination/manifest';
import { createError } from '../../../runtime/errors/destkitError';
import type { SelectedEvent } from './messages';

/** The inputs of the feature: one, or one per event if the text is a batch. @throws LINE_NOT_JSON */
export function featureInputs(
  { feature, text, config, golden }: SelectedEvent,
  manifest: Manifest,
): unknown[] {
  const value = parse(text);
  // The input of a golden is passed on unchanged.
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
