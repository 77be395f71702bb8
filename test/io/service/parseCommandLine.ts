import type { Command } from 'commander';
import { sandboxCommand } from '../../../src/apps/cli/commands/sandbox';
import { serveCommand } from '../../../src/apps/cli/commands/serve';

const commands = { serve: serveCommand, sandbox: sandboxCommand };

export interface ParsedCommandLine {
  name: keyof typeof commands;
  args: string[];
  options: Record<string, unknown>;
}

/**
 * Reads a command line of the image, `node dist/apps/cli/main.js <command> ...`, with the command's own parser and without
 * running it.
 *
 * @throws CommanderError for an option or an argument that the command does not take
 */
export function parseCommandLine([node, main, name = '', ...rest]: readonly string[]): ParsedCommandLine {
  if (node !== 'node' || main !== 'dist/apps/cli/main.js' || !isKnown(name)) {
    throw new Error(`not a command line of the image: ${[node, main, name].join(' ')}`);
  }
  const command: Command = commands[name](() => undefined);
  command
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .action(() => undefined)
    .parse([...rest], { from: 'user' });
  return { name, args: command.args, options: command.opts() };
}

function isKnown(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name);
}
