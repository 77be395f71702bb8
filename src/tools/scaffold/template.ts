import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { nodeFiles } from '../../runtime/destination/nodeFiles';

/** A file of a new destination; `path` is relative to its folder, with `/`. */
export interface NewFile {
  path: string;
  text: string;
}

/** The golden of the template; its input is also the destination's example event. */
export const templateGolden = 'goldens/processor/track-call-is-sent';

const templates = join(nodeFiles.packageRoot, 'templates');

/** The files of the template, which is itself a destination, named `my-destination`. */
export function readTemplate(): NewFile[] {
  const root = join(templates, 'destination');
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
    .map((file) => ({ path: file.split(sep).join('/'), text: readFileSync(join(root, file), 'utf8') }));
}

/** Field of a sample, in lower case and without punctuation -> its path in a message. */
export function readSamplePaths(): ReadonlyMap<string, string> {
  const text = readFileSync(join(templates, 'samplePaths.json'), 'utf8');
  return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
}

/** The replacements for the template's names. */
export interface Names {
  name: string;
  title: string;
  /** The folder as a command accepts it, such as `./webhook`. */
  folder: string;
  /** The path of the package's schemas from the new folder; undefined if there is no reliable one. */
  schemas: string | undefined;
}

/** A file of the template with other names in it. */
export function rename({ path, text }: NewFile, { name, title, folder, schemas }: Names): NewFile {
  const named = text
    .replaceAll('./my-destination', folder)
    .replaceAll('my-destination/', `${folder.replace(/^\.\//, '')}/`)
    .replaceAll('my-destination', name)
    .replaceAll('My Destination', title);
  return {
    path,
    text:
      schemas === undefined
        ? named.replace(/^# yaml-language-server: .*\n+/, '')
        : named.replace('$schema=../../schemas/', `$schema=${schemas}/`),
  };
}
