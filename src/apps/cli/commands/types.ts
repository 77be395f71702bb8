import { Command } from 'commander';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination, readConfigSchema } from '../../../runtime/destination/load';
import { pascalCase, toTypeScript } from '../../../runtime/schema/typeScript';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { Output } from '../../../io/output';

export function typesCommand(finish: (code: ExitCode) => void): Command {
  return new Command('types')
    .description("Write the TypeScript types of a destination's settings, from its config schema.")
    .argument('<name>', 'destination: a name, or the path of a folder')
    .option('--out <file>', 'write them to this file instead of stdout')
    .addOption(allowCodeOption())
    .addHelpText('after', example('types <name> --out src/config.ts'))
    .action(async (name: string, { out, allowCode }: LoadOptions & { out?: string }) => {
      const destination = await loadDestination(name, { allowCode });
      const { manifest } = destination;
      const types = toTypeScript(`${pascalCase(manifest.name)}Config`, await readConfigSchema(destination));
      const output = await Output.open(out);
      await output.write(
        `// Written by "destkit types ${manifest.name}" from its config schema: change that instead.\n\n${types}`,
      );
      await output.close();
      finish(exitCodes.ok);
    });
}
