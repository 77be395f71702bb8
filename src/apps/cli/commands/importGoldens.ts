import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderReader } from '../../../runtime/destination/folderReader';
import { readManifest } from '../../../runtime/destination/hostFolder';
import { locateDestination } from '../../../runtime/destination/locate';
import type { Manifest } from '../../../runtime/destination/manifest';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { createError } from '../../../runtime/errors/destkitError';
import { writeFiles } from '../../../tools/export/outputFile';
import { goldenRoot, listGoldens } from '../../../tools/goldens/cases';
import { importCases, type ImportedGolden } from '../../../tools/goldens/hostCases';
import { exitCodes, type ExitCode } from '../exitCodes';

interface ImportOptions {
  to: string;
  force?: boolean;
}

const examples = `
Example:
  destkit import-goldens cases.json --to src/cdk/v2/destinations/acme`;

export function importGoldensCommand(finish: (code: ExitCode) => void): Command {
  return new Command('import-goldens')
    .description("Make goldens from rudder-transformer's test cases: the array of a data.ts, as JSON.")
    .argument('<file>', 'JSON file with the cases')
    .requiredOption('--to <folder>', 'folder of the destination that gets the goldens')
    .option('--force', 'replace goldens of the same names')
    .addHelpText('after', examples)
    .action(async (file: string, { to, force = false }: ImportOptions) => {
      const rows = await importGoldens(file, to, force);
      process.stdout.write(`${rows.join('\n')}\n`);
      finish(rows.length > 1 ? exitCodes.findings : exitCodes.ok);
    });
}

/** Writes the goldens; returns what is printed: a line for each case that was not imported, and a summary. */
async function importGoldens(file: string, to: string, force: boolean): Promise<string[]> {
  // The folder's code is not needed, so it is not loaded.
  const path = locateDestination(to.replace(/\/?$/, '/'), nodeFiles);
  const { document } = await readManifest(new FolderReader(path, nodeFiles));
  const { name, features } = document.value as Manifest;
  const destination = { path, name, features: Object.keys(features) };
  const { goldens, leftOut } = importCases(await readCases(file), destination);
  const root = goldenRoot(destination);
  ensureNoLinks(destination, root);
  const isThere = ({ feature, name }: ImportedGolden) => existsSync(join(root, feature, name));
  const kept = force ? [] : goldens.filter(isThere);
  const written = goldens.filter((golden) => !kept.includes(golden));
  for (const { feature, name } of written) {
    // Removed rather than overwritten: its files may be links.
    await rm(join(root, feature, name), { recursive: true, force: true });
  }
  await writeFiles(
    root,
    written.flatMap(({ feature, name, input, expected }) => [
      { path: `${feature}/${name}/input.json`, text: toJson(input) },
      { path: `${feature}/${name}/output.json`, text: toJson(expected) },
    ]),
  );
  return [
    ...leftOut.map(({ name, reason }) => `not imported: ${name}: ${reason}`),
    ...kept.map(({ feature, name }) => `not imported: ${feature}/${name} exists; --force replaces it`),
    `${destination.name}: ${count(written.length)} written, ${String(leftOut.length + kept.length)} not imported`,
  ];
}

/** Goldens are written where they are said to be, and not where a symbolic link leads. @throws FILE_OUTSIDE */
function ensureNoLinks(destination: { path: string; name: string; features: string[] }, root: string): void {
  // Refuses a folder of goldens that is a link to elsewhere.
  listGoldens(destination);
  for (const feature of destination.features) {
    const folder = join(root, feature);
    if (nodeFiles.realPath(folder) !== join(nodeFiles.realPath(root), feature)) {
      throw createError('FILE_OUTSIDE', { file: folder, problem: 'it is a symbolic link' });
    }
  }
}

/** @throws INPUT_UNREADABLE */
async function readCases(file: string): Promise<unknown[]> {
  const fail = (problem: string) => createError('INPUT_UNREADABLE', { file, problem });
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fail((error as NodeJS.ErrnoException).code ?? 'error');
  });
  let cases: unknown;
  try {
    cases = JSON.parse(text);
  } catch {
    throw fail(
      'it is not JSON. A data.ts is not run; docs/hosts/rudder-transformer.md says how to write it as JSON',
    );
  }
  if (!Array.isArray(cases)) {
    throw fail('it is not an array of cases');
  }
  return cases as unknown[];
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function count(number: number): string {
  return `${String(number)} ${number === 1 ? 'golden' : 'goldens'}`;
}
