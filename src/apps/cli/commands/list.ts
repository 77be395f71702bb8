import { Command, Option } from 'commander';
import { relative } from 'node:path';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination } from '../../../runtime/destination/load';
import { listDestinations } from '../../../runtime/destination/locate';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';

export function listCommand(finish: (code: ExitCode) => void): Command {
  return new Command('list')
    .description('List the destinations, their features and their files.')
    .addOption(
      new Option('--format <format>', 'format of the list').choices(['pretty', 'json']).default('pretty'),
    )
    .addOption(allowCodeOption())
    .addHelpText('after', example('list'))
    .action(async ({ format, ...options }: LoadOptions & { format: 'pretty' | 'json' }) => {
      const found = listDestinations(nodeFiles);
      const destinations = await Promise.all(
        found.map(({ folder }) => loadDestination(`${folder}/`, options)),
      );
      const records = destinations.map(({ manifest, path }) => ({
        name: manifest.name,
        title: manifest.title,
        description: manifest.description,
        folder: relative('.', path) || '.',
        features: manifest.features,
      }));
      const text =
        format === 'json' ? JSON.stringify(records, null, 2) : records.map(renderRecord).join('\n\n');
      process.stdout.write(`${text}\n`);
      finish(exitCodes.ok);
    });
}

function renderRecord(record: {
  name: string;
  title: string;
  description: string;
  folder: string;
  features: Record<string, string>;
}): string {
  const features = Object.entries(record.features).map(
    ([feature, file]) => `  ${feature.padEnd(12)}  ${record.folder}/${file}`,
  );
  return [`${record.name} - ${record.title}`, `  ${record.description}`, ...features].join('\n');
}
