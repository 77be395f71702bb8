import type { Destination } from '../../runtime/destination/destination';
import { renderGoldenData } from './goldenData';
import { inFolder, type OutputFile } from './outputFile';
import { renderWorkflowFolder, requireRuntime, type FolderOptions } from './workflowFolder';

const entries = {
  processor: 'procWorkflow.yaml',
  router: 'rtWorkflow.yaml',
  dataDelivery: 'dataDelivery.yaml',
  userDeletion: 'userDeletion.yaml',
};

/** The path of a destination's folder in the host's repository. */
export function nativeFolder(name: string): string {
  return `src/v0/destinations/${name}`;
}

/** A native folder for rudder-transformer: the workflows, and small files with the functions that the host calls. */
export async function exportRudderTransformerNative(
  destination: Destination,
  options: FolderOptions,
): Promise<OutputFile[]> {
  const has = (feature: string) => destination.hasFeature(feature);
  const files = [
    ...(await renderWorkflowFolder(destination, entries, options)),
    { path: 'destination.js', text: destinationText(destination, options) },
    { path: 'transform.js', text: transformText },
    { path: 'networkHandler.js', text: networkHandlerText },
    ...(has('userDeletion') ? [{ path: 'deleteUsers.js', text: deleteUsersText }] : []),
  ];
  return [...inFolder(nativeFolder(destination.name), files), ...renderGoldenData(destination, 'native')];
}

function destinationText(destination: Destination, { isBundled }: FolderOptions): string {
  const hosts = (destination.manifest.hosts ?? []).map((host) => `'${host}'`).join(', ');
  const features = Object.entries(entries).flatMap(([feature, file]) =>
    destination.hasFeature(feature) ? [`    ${feature}: '${file}',\n`] : [],
  );
  return `${requireRuntime('createNativeDestination', isBundled)}

// The functions that the host calls. They run the workflows in this folder.
module.exports = createNativeDestination({
  folder: __dirname,
  // Requests may go to these hosts only.
  hosts: [${hosts}],
  features: {
${features.join('')}  },
});
`;
}

const transformText = `const { process, processRouterDest } = require('./destination');

module.exports = { process, processRouterDest };
`;

const networkHandlerText = `const { prepareProxyRequest, proxyRequest } = require('../../../adapters/network');
const { processAxiosResponse } = require('../../../adapters/utils/networkUtils');
const { createNetworkHandler } = require('./destination');

function networkHandler() {
  Object.assign(
    this,
    createNetworkHandler({ prepareProxyRequest, proxyRequest, processAxiosResponse }),
  );
}

module.exports = { networkHandler };
`;

const deleteUsersText = `const { processDeleteUsers } = require('./destination');

module.exports = { processDeleteUsers: (event) => processDeleteUsers(event, fetch) };
`;
