import type { Destination } from '../../runtime/destination/destination';
import type { ErrorReport } from '../../runtime/errors/destkitError';

/** The tags by which hosts group failures. */
export type StatTags = Record<string, unknown>;

interface EventMetadata {
  destinationId?: unknown;
  workspaceId?: unknown;
}

/** The tags of a failure: those of the error, and where it happened. */
export function statTagsOf(
  own: object,
  destination: Destination,
  feature: string,
  metadata: unknown,
  implementation: 'cdkV2' | 'native' = 'cdkV2',
): StatTags {
  const { destinationId, workspaceId } = (metadata ?? {}) as EventMetadata;
  const { errorCategory, errorType, ...others } = own as StatTags;
  // Creating this object with a spread and further fields would take a hundred times as long.
  const tags: StatTags = {
    errorCategory,
    errorType,
    destType: destination.name.toUpperCase(),
    module: 'destination',
    implementation,
    feature,
    destinationId,
    workspaceId,
  };
  return Object.keys(others).length === 0 ? tags : { ...others, ...tags };
}

/** The message of a failed event, in the form that the host uses for a workflow. */
export function hostMessage(
  destination: Destination,
  feature: string,
  { message, step }: ErrorReport,
): string {
  if (step === undefined) {
    return message;
  }
  const [first, ...inner] = step.split('.');
  const file = destination.manifest.features[feature] ?? feature;
  const workflow = file.replace(/^.*\//, '').replace(/\.\w+$/, '');
  const child = inner.length === 0 ? 'undefined' : inner.join('.');
  return `${message}: Workflow: ${workflow}, Step: ${String(first)}, ChildStep: ${child}, OriginalError: ${message}`;
}
