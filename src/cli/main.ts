#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFiles } from '../destination/nodeFiles';
import { DestkitError } from '../errors/destkitError';
import { renderError } from '../errors/render';
import { deliverCommand } from './commands/deliver';
import { demoCommand } from './commands/demo';
import { diffCommand } from './commands/diff';
import { exportCommand } from './commands/export';
import { lintCommand } from './commands/lint';
import { listCommand } from './commands/list';
import { sandboxCommand } from './commands/sandbox';
import { serveCommand } from './commands/serve';
import { studioCommand } from './commands/studio';
import { testCommand } from './commands/test';
import { traceCommand } from './commands/trace';
import { transformCommand } from './commands/transform';
import { validateConfigCommand } from './commands/validateConfig';
import { exitCodes, type ExitCode } from './exitCodes';

/** A command's action hands its exit code to this function; the process ends when its work is done. */
function finish(code: ExitCode): void {
  process.exitCode = code;
}

function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(join(nodeFiles.packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  const program = new Command('destkit')
    .description('Turns customer events into requests to a destination, which is a folder of data.')
    .version(version)
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: true });
  const commands = [
    transformCommand,
    traceCommand,
    diffCommand,
    deliverCommand,
    testCommand,
    lintCommand,
    listCommand,
    demoCommand,
    validateConfigCommand,
    sandboxCommand,
    serveCommand,
    exportCommand,
    studioCommand,
  ];
  for (const create of commands) {
    // exitOverride is not inherited by commands that are added rather than created.
    program.addCommand(create(finish).exitOverride());
  }
  return program.exitOverride();
}

async function main(): Promise<void> {
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.internal);
  });
  try {
    await createProgram().parseAsync();
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
