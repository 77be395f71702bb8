import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createError } from '../../../runtime/errors/destkitError';
import { asArgument, createDestination } from '../../../tools/scaffold/newDestination';
import { TextDocument } from '../../../runtime/schema/document';
import { exitCodes, type ExitCode } from '../exitCodes';

interface NewOptions {
  dir: string;
  fromSample?: string;
}

const examples = `
Examples:
  destkit new webhook
  destkit new webhook --dir destinations    # commands find it by its name, from this folder
  destkit new webhook --from-sample request.json`;

export function newCommand(finish: (code: ExitCode) => void): Command {
  return new Command('new')
    .description(
      'Write the folder of a new destination to start from. It passes "destkit lint" and "destkit test".',
    )
    .argument('<name>', 'name of the destination and of its folder')
    .option('--dir <dir>', 'parent of the new folder', '.')
    .option('--from-sample <file>', "draft the request's schema and mapping from a JSON object")
    .addHelpText('after', examples)
    .action(async (name: string, { dir, fromSample }: NewOptions) => {
      const sample = fromSample === undefined ? undefined : await readSample(fromSample);
      const files = await createDestination({ name, parent: dir, sample });
      const folder = asArgument(join(dir, name));
      const rows = [
        ...files.map((file) => `${folder}/${file}`),
        '',
        'It lints and tests clean:',
        `  destkit lint ${folder}`,
        `  destkit test ${folder}`,
        `${folder}/README.md has the next steps.`,
      ];
      process.stdout.write(`${rows.join('\n')}\n`);
      finish(exitCodes.ok);
    });
}

/** @throws FILE_MISSING, FILE_SYNTAX, and USAGE for JSON that is not an object */
async function readSample(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code = 'it cannot be opened' } = error as NodeJS.ErrnoException;
    throw createError('FILE_MISSING', { file, problem: code === 'ENOENT' ? 'there is no such file' : code });
  });
  // Parsed as JSON whatever its name is: a sample is often a file without an extension.
  const [fault] = new TextDocument(`${file}.json`, text).syntaxErrors;
  if (fault) {
    const { at } = fault.where;
    throw createError(
      'FILE_SYNTAX',
      { problem: fault.message },
      { ...fault.where, at: at && { ...at, file } },
    );
  }
  const sample = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  if (typeof sample !== 'object' || sample === null || Array.isArray(sample)) {
    throw createError('USAGE', {
      problem: `${file} is not a sample of a request: it must be one JSON object`,
    });
  }
  return sample as Record<string, unknown>;
}
