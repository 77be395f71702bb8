import type { Destination } from '../../runtime/destination/destination';
import { readBundle } from './bundle';
import { renderEmbedded } from './embedded';
import { renderGoldenData } from './goldenData';
import type { OutputFile } from './outputFile';

const features = ['processor', 'router', 'dataDelivery', 'userDeletion'];

/** The path of a destination's folder in the host's repository. */
export function nativeFolder(name: string): string {
  return `src/v0/destinations/${name}`;
}

/** A native folder for rudder-transformer, whose files call one with all workflows and their code. */
export async function exportRudderTransformerNative(destination: Destination): Promise<OutputFile[]> {
  const folder = nativeFolder(destination.name);
  const runtime = [
    `// ${destination.manifest.title} as a whole, written by "destkit export"; changes are lost at the next export.`,
    '"use strict";',
    (await readBundle('nativeDestination')).trimEnd(),
    `module.exports = destkit.createNativeDestination(${await renderEmbedded(destination, features)});`,
    '',
  ].join('\n');
  const has = (feature: string) => Object.hasOwn(destination.manifest.features, feature);
  return [
    { path: `${folder}/runtime.js`, text: runtime },
    { path: `${folder}/transform.js`, text: transformText },
    { path: `${folder}/networkHandler.js`, text: networkHandlerText },
    ...(has('userDeletion') ? [{ path: `${folder}/deleteUsers.js`, text: deleteUsersText }] : []),
    ...renderGoldenData(destination, 'native'),
  ];
}

const transformText = `'use strict';

const { process, processRouterDest } = require('./runtime');

module.exports = { process, processRouterDest };
`;

const networkHandlerText = `'use strict';

const { prepareProxyRequest, proxyRequest } = require('../../../adapters/network');
const { processAxiosResponse } = require('../../../adapters/utils/networkUtils');
const { createNetworkHandler } = require('./runtime');

function networkHandler() {
  Object.assign(this, createNetworkHandler({ prepareProxyRequest, proxyRequest, processAxiosResponse }));
}

module.exports = { networkHandler };
`;

const deleteUsersText = `'use strict';

const { processDeleteUsers } = require('./runtime');

module.exports = { processDeleteUsers: (event) => processDeleteUsers(event, fetch) };
`;
