import { Command } from 'commander';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination } from '../../../runtime/destination/load';
import { readConfigFile } from '../configFile';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';

export function validateConfigCommand(finish: (code: ExitCode) => void): Command {
  return new Command('validate-config')
    .description("Check a connection's settings against the destination's config schema.")
    .argument('<name>', 'destination: a name, or the path of a folder')
    .argument('<file>', 'the settings, as JSON or YAML')
    .addOption(allowCodeOption())
    .addHelpText('after', example('validate-config <name> config.json'))
    .action(async (name: string, file: string, options: LoadOptions) => {
      await readConfigFile(file, await loadDestination(name, options));
      process.stdout.write(`${file} is a valid configuration of ${name}\n`);
      finish(exitCodes.ok);
    });
}
