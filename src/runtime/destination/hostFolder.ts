import { TextDocument } from '../schema/document';
import type { Validator } from '../schema/validating';
import type { FolderReader } from './folderReader';
import { hostWorkflows, isHostFolder, MANIFEST } from './locate';

// A CDK v2 folder of rudder-transformer that destkit has not made: it has no manifest, and the names of its files say what is in it.

/** The manifest of a folder; of a folder of rudder-transformer, one that lists what is in the folder. */
export async function readManifest(
  folder: FolderReader,
): Promise<{ document: TextDocument; isHostFolder: boolean }> {
  const { path, files } = folder;
  if (!isHostFolder(path, files)) {
    return { document: await folder.read(MANIFEST), isHostFolder: false };
  }
  const name = path.replace(/^.*[\\/]/, '');
  const features = Object.entries(hostWorkflows).flatMap(([feature, names]) => {
    const file = names.find((each) => files.exists(files.join(path, each)));
    return file === undefined ? [] : [[feature, file]];
  });
  const manifest = {
    ...{ name, title: name, description: 'A folder of rudder-transformer.', links: [] },
    ...{ features: Object.fromEntries(features) as Record<string, string>, schemas: {} },
  };
  return { document: new TextDocument(MANIFEST, JSON.stringify(manifest)), isHostFolder: true };
}

/** Without a config schema, nothing is known of a connection's settings. */
export const anySettings: Validator = { keys: [], secretKeys: [], accepts: () => true, check: () => [] };

const PLATFORM = '../../bindings';

/** The modules that rudder-transformer binds in each workflow: those beside its destinations, from the folder. */
export function platformBindings({ path, files }: FolderReader): string[] {
  const names = files.filesIn(files.join(path, PLATFORM)).filter((name) => name.endsWith('.js'));
  return names.map((name) => `${PLATFORM}/${name}`);
}
