import { Command } from 'commander';
import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { listDestinations, locateDestination } from '../../../runtime/destination/locate';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { renderError } from '../../../runtime/errors/render';
import { TextDocument } from '../../../runtime/schema/document';
import { formatWorkflow } from '../../../tools/format/formatWorkflow';
import { yamlFiles } from '../../../tools/format/yamlFiles';
import { writeText } from '../../../tools/report/writeText';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';

export function formatCommand(finish: (code: ExitCode) => void): Command {
  return new Command('format')
    .description(
      'Lay out the workflows of a destination folder: their expressions and the order of their keys. Nothing else changes.',
    )
    .argument('[name]', 'destination: a name, the path of a folder, or of one workflow; all by default')
    .option('--check', 'change nothing; exit code 1 when a file would change')
    .addHelpText('after', example('format <name> --check'))
    .action((name: string | undefined, { check = false }: { check?: boolean }) => {
      const files = name === undefined ? allFiles() : filesOf(name);
      let changed = 0;
      let broken = 0;
      for (const file of files) {
        const shown = relative('', file);
        const text = readFileSync(file, 'utf8');
        const [error] = new TextDocument(shown, text).syntaxErrors;
        if (error) {
          broken += 1;
          process.stderr.write(`${renderError(error)}\n`);
          continue;
        }
        const formatted = formatWorkflow(text);
        if (formatted !== text) {
          changed += 1;
          process.stdout.write(`${shown}: ${check ? 'would change' : 'changed'}\n`);
          if (!check) {
            writeText(file, formatted, shown);
          }
        }
      }
      const count = files.length === 1 ? '1 file' : `${String(files.length)} files`;
      const summary = `${count}, ${String(changed)} ${check ? 'would change' : 'changed'}`;
      process.stdout.write(`${summary}${broken > 0 ? `, ${String(broken)} cannot be read` : ''}\n`);
      finish(broken > 0 || (check && changed > 0) ? exitCodes.findings : exitCodes.ok);
    });
}

function allFiles(): string[] {
  return listDestinations(nodeFiles).flatMap(({ folder }) => yamlFiles(folder));
}

function filesOf(nameOrPath: string): string[] {
  const isFile = /\.ya?ml$/.test(nameOrPath) && statSync(nameOrPath, { throwIfNoEntry: false })?.isFile();
  return isFile ? [nameOrPath] : yamlFiles(locateDestination(nameOrPath, nodeFiles));
}
