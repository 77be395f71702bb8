#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFiles } from '../destination/nodeFiles';
import { DestkitError } from '../errors/destkitError';
import { renderError } from '../errors/render';
import { exitCodes, type ExitCode } from './exitCodes';

/** A command's action hands its exit code to this function; the process ends when its work is done. */
function finish(code: ExitCode): void {
  process.exitCode = code;
}

type CreateCommand = (finish: (code: ExitCode) => void) => Command;

/** Each command's file is loaded when it is asked for: most of what the others need takes longer than many a command. */
const commands: Record<string, () => Promise<CreateCommand>> = {
  transform: async () => (await import('./commands/transform.js')).transformCommand,
  trace: async () => (await import('./commands/trace.js')).traceCommand,
  diff: async () => (await import('./commands/diff.js')).diffCommand,
  deliver: async () => (await import('./commands/deliver.js')).deliverCommand,
  test: async () => (await import('./commands/test.js')).testCommand,
  mutate: async () => (await import('./commands/mutate.js')).mutateCommand,
  lint: async () => (await import('./commands/lint.js')).lintCommand,
  list: async () => (await import('./commands/list.js')).listCommand,
  new: async () => (await import('./commands/new.js')).newCommand,
  demo: async () => (await import('./commands/demo.js')).demoCommand,
  'validate-config': async () => (await import('./commands/validateConfig.js')).validateConfigCommand,
  sandbox: async () => (await import('./commands/sandbox.js')).sandboxCommand,
  serve: async () => (await import('./commands/serve.js')).serveCommand,
  export: async () => (await import('./commands/export.js')).exportCommand,
  docs: async () => (await import('./commands/docs.js')).docsCommand,
  types: async () => (await import('./commands/types.js')).typesCommand,
  studio: async () => (await import('./commands/studio.js')).studioCommand,
};

/** The program with the one command that is asked for; with all of them for whatever else stands there. */
async function createProgram(asked: string | undefined): Promise<Command> {
  const { version } = JSON.parse(readFileSync(join(nodeFiles.packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  const program = new Command('destkit')
    .description('Turns customer events into requests to a destination, which is a folder of data.')
    .version(version)
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: true });
  const isKnown = asked !== undefined && Object.hasOwn(commands, asked);
  for (const load of isKnown ? [commands[asked]] : Object.values(commands)) {
    const create = await load?.();
    if (create) {
      // exitOverride is not inherited by commands that are added rather than created.
      program.addCommand(create(finish).exitOverride());
    }
  }
  return program.exitOverride();
}

async function main(): Promise<void> {
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.internal);
  });
  try {
    await (await createProgram(process.argv[2])).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      finish(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage);
    } else if (error instanceof DestkitError) {
      process.stderr.write(`${renderError(error)}\n`);
      finish(exitCodes.usage);
    } else {
      process.stderr.write(
        `destkit: internal error\n${error instanceof Error ? String(error.stack) : String(error)}\n`,
      );
      finish(exitCodes.internal);
    }
  }
}

void main();
