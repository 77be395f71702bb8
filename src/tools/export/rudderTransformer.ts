import type { Destination } from '../../runtime/destination/destination';
import { renderGoldenData } from './goldenData';
import { inFolder, type OutputFile } from './outputFile';
import { renderWorkflowFolder, type FolderOptions } from './workflowFolder';

/** The file names by which the host recognizes the features of a folder. */
const entries = { processor: 'procWorkflow.yaml', router: 'rtWorkflow.yaml' };

/** The path of a destination's folder in the host's repository. */
export function cdkFolder(name: string): string {
  return `src/cdk/v2/destinations/${name}`;
}

/** A folder for rudder-transformer's CDK v2. */
export async function exportRudderTransformer(
  destination: Destination,
  options: FolderOptions,
): Promise<OutputFile[]> {
  return [
    ...inFolder(cdkFolder(destination.name), await renderWorkflowFolder(destination, entries, options)),
    ...renderGoldenData(destination, 'cdkV2'),
  ];
}
