import { Command } from 'commander';
import { once } from 'node:events';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { startLanguageServer } from '../../languageServer/server';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';

export function languageServerCommand(finish: (code: ExitCode) => void): Command {
  return new Command('language-server')
    .description(
      'Serve an editor over the Language Server Protocol: diagnostics, completion, values and more.',
    )
    .option('--stdio', 'over stdin and stdout, which is the only way and the default')
    .addOption(allowCodeOption())
    .addHelpText('after', example('language-server --stdio'))
    .action(async ({ allowCode }: LoadOptions) => {
      // Dates without an offset must give the same on every machine.
      process.env.TZ = 'UTC';
      startLanguageServer(process.stdin, process.stdout, { allowCode });
      await once(process.stdin, 'end');
      finish(exitCodes.ok);
      // An editor that ends without notice leaves timers that watch it.
      process.exit();
    });
}
