import type { Destination } from '../../runtime/destination/destination';
import { createError } from '../../runtime/errors/destkitError';
import { exportIntegrationsConfig } from './integrationsConfig';
import type { OutputFile } from './outputFile';
import { exportRudderTransformer } from './rudderTransformer';
import { exportRudderTransformerNative } from './rudderTransformerNative';
import { exportSegmentFunction } from './segmentFunction';
import type { FolderOptions } from './workflowFolder';

/** The hosts that a destination can be exported to, each with the function that renders its files. */
const exporters = {
  'rudder-transformer': exportRudderTransformer,
  'rudder-transformer-native': exportRudderTransformerNative,
  'rudder-integrations-config': exportIntegrationsConfig,
  'segment-function': exportSegmentFunction,
} satisfies Record<string, (destination: Destination, options: FolderOptions) => Promise<OutputFile[]>>;

export type ExportTarget = keyof typeof exporters;
export const exportTargets = Object.keys(exporters) as ExportTarget[];

/** The files of an export, in the order of their paths; the same bytes each time. @throws EXPORT_IMPOSSIBLE */
export async function exportDestination(
  destination: Destination,
  target: ExportTarget,
  options: FolderOptions = { isBundled: false },
): Promise<OutputFile[]> {
  if (destination.manifest.schemas.config === undefined) {
    throw createError('EXPORT_IMPOSSIBLE', {
      problem: 'its folder has no destination.yaml; docs/manifest.md says how to write one',
    });
  }
  const files = await exporters[target](destination, options);
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}
