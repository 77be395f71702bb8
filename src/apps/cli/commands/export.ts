import { Command, Option } from 'commander';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination } from '../../../runtime/destination/load';
import { createError } from '../../../runtime/errors/destkitError';
import { exportDestination, exportTargets, type ExportTarget } from '../../../tools/export/exportDestination';
import { writeFiles } from '../../../tools/export/outputFile';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';

interface ExportOptions extends LoadOptions {
  to: ExportTarget;
  out: string;
  bundle?: boolean;
}

export function exportCommand(finish: (code: ExitCode) => void): Command {
  return new Command('export')
    .description('Write a destination in the format of another host.')
    .argument('<name>', 'destination: a name, or the path of a folder')
    .addOption(new Option('--to <host>', 'format of the export').choices(exportTargets).makeOptionMandatory())
    .requiredOption('--out <folder>', 'folder to write to; files with the same names are replaced')
    .option(
      '--bundle',
      "write destkit's runtime into the folder, for a rudder-transformer that does not install destkit",
    )
    .addOption(allowCodeOption())
    .addHelpText('after', example('export <name> --to rudder-transformer --out out/transformer'))
    .action(async (name: string, { to, out, bundle = false, allowCode }: ExportOptions) => {
      if (bundle && !to.startsWith('rudder-transformer')) {
        throw createError('USAGE', { problem: '--bundle is for a folder of rudder-transformer' });
      }
      const destination = await loadDestination(name, { allowCode });
      const files = await exportDestination(destination, to, { isBundled: bundle });
      await writeFiles(out, files);
      process.stdout.write(files.map(({ path }) => `${out.replace(/\/$/, '')}/${path}\n`).join(''));
      finish(exitCodes.ok);
    });
}
