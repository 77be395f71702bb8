import { Command, CommanderError } from 'commander';
import { DestkitError } from '../../runtime/errors/destkitError';
import { renderError } from '../../runtime/errors/render';
import { watchForBlocks } from './blocking/watch';
import { exitCodes, type ExitCode } from './exitCodes';
import { readVersion } from './version';

/** A command's action passes its exit code to this function; the process ends when its work is done. */
function finish(code: ExitCode): void {
  process.exitCode = code;
}

type CreateCommand = (finish: (code: ExitCode) => void) => Command;

export const commandNames = [
  'transform',
  'trace',
  'diff',
  'deliver',
  'test',
  'mutate',
  'lint',
  'format',
  'check',
  'list',
  'new',
  'demo',
  'validate-config',
  'sandbox',
  'serve',
  'export',
  'import-goldens',
  'docs',
  'types',
  'studio',
  'language-server',
];

/** Those that evaluate nothing, or watch over it in their own way. */
const unwatched = new Set(['list', 'new', 'serve', 'types']);

/**
 * A command's file is loaded only if the command is used: loading all commands takes longer than running most of
 * them. It uses `require`, because `import()` would first start Node's other module loader, which takes as long. The
 * path includes the extension, so the bundler includes all files of the folder.
 */
function load(name: string): CreateCommand | undefined {
  const file = name.replaceAll(/-./g, ([, letter = '']) => letter.toUpperCase());
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const exported = require(`./commands/${file}.js`) as Record<string, CreateCommand>;
  return exported[`${file}Command`];
}

/**
 * The program with the one requested command, or with all commands if there is no such command.
 *
 * @param onStart called with the name of the command that starts
 */
function createProgram(asked: string | undefined, onStart: (name: string) => void): Command {
  const program = new Command('destkit')
    .description('Turns customer events into requests to a destination, which is a folder of data.')
    .version(readVersion())
    .showSuggestionAfterError()
    .showHelpAfterError('(destkit --help lists the commands)')
    .configureHelp({ sortSubcommands: true })
    .hook('preAction', (_program, command) => {
      onStart(command.name());
    });
  const isKnown = asked !== undefined && commandNames.includes(asked);
  for (const name of isKnown ? [asked] : commandNames) {
    const create = load(name);
    if (create) {
      // exitOverride is not inherited by commands that are added rather than created.
      program.addCommand(create(finish).exitOverride());
    }
  }
  return program.exitOverride();
}

/** Runs the command in `argv` (in the form of `process.argv`) and sets the exit code of the process. */
export async function run(argv: string[]): Promise<void> {
  // It is not an error if a reader stops early (`| head`).
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.internal);
  });
  let endWatch = (): void => undefined;
  const onStart = (name: string): void => {
    endWatch = unwatched.has(name) ? endWatch : watchForBlocks();
  };
  try {
    await createProgram(argv[2], onStart).parseAsync(argv);
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
  } finally {
    endWatch();
  }
}
