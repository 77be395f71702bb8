import { dirname } from 'node:path';
import { isObject } from '../../../runtime/isObject';
import type { FolderSession } from '../folderSession';
import { toPath } from '../positions';
import type { Workspace } from '../workspace';
import { goldenFolders } from './goldens';

/** What commands take: the URI of a file of the destination, and what else they need. */
interface CommandArguments {
  uri?: string;
  /** The folder of a golden, or `feature/name`. */
  golden?: string;
  /** A step, as code lenses name it. */
  step?: string;
  /** A field of the result, such as `requests[0].body.JSON.name`. */
  field?: string;
}

/** What a command returns to the client, and what it says to the user. */
export interface CommandResult {
  result: unknown;
  message?: string;
}

const MOST_LINES = 20;

type Run = (session: FolderSession, given: CommandArguments) => Promise<CommandResult>;

export const commands: Readonly<Record<string, Run>> = {
  /** With a golden: shows its values from now on. Without: the goldens to choose from. */
  'destkit.chooseEvent': async (session, { golden }) => {
    const { folder, runner } = session;
    const goldens = await runner.call('goldens', { folder });
    if (golden === undefined) {
      return { result: goldens };
    }
    const chosen = findGolden(goldens, golden);
    await runner.call('choose', { folder, golden: chosen.folder });
    session.restart();
    return { result: chosen, message: `Values are those of ${chosen.name}` };
  },
  /** Runs the goldens that take a step, one golden, or all. */
  'destkit.runGoldens': async ({ folder, runner, use }, { golden, step }) => {
    const goldens =
      step !== undefined
        ? goldenFolders(use, step)
        : golden === undefined
          ? undefined
          : [findGolden(await runner.call('goldens', { folder }), golden).folder];
    const result = await runner.call('run', { folder, goldens });
    const { total, failures } = result;
    const failed = failures.map(({ name, differences: [first = ''] }) => `${name}: ${first}`);
    const message =
      failures.length === 0
        ? `${String(total)} of ${String(total)} goldens hold`
        : `${String(failures.length)} of ${String(total)} goldens differ\n${shorten(failed)}`;
    return { result, message };
  },
  /** How the result of a golden's input differs from its output. */
  'destkit.goldenDiff': async ({ folder, runner }, { golden = '' }) => {
    const chosen = findGolden(await runner.call('goldens', { folder }), golden);
    const { failures } = await runner.call('run', { folder, goldens: [chosen.folder] });
    const differences = failures[0]?.differences ?? [];
    return { result: differences, message: shorten(differences) || `${chosen.name} holds` };
  },
  /** Rewrites the output of a golden. */
  'destkit.updateGolden': async ({ folder, runner }, { golden = '' }) => {
    const chosen = findGolden(await runner.call('goldens', { folder }), golden);
    const isWritten = await runner.call('update', { folder, golden: chosen.folder });
    return { result: isWritten, message: isWritten ? `${chosen.name} is rewritten` : `${chosen.name} holds` };
  },
  /** Why a field of the example's result is there, or is not. */
  'destkit.traceField': async ({ folder, runner }, { field = '' }) => {
    const result = await runner.call('why', { folder, field });
    return { result, message: result };
  },
  /** The goldens that take a step. */
  'destkit.showGoldens': async ({ folder, runner, use }, { step = '' }) => {
    const taking = new Set(goldenFolders(use, step));
    const goldens = await runner.call('goldens', { folder });
    const result = goldens.filter((each) => taking.has(each.folder));
    return { result, message: shorten(result.map(({ name }) => name)) };
  },
};

/** @throws when there is no such command or destination, or the command cannot be carried out: what to tell the user */
export async function executeCommand(
  workspace: Workspace,
  name: string,
  [first]: readonly unknown[],
): Promise<CommandResult> {
  const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const given = readArguments(first);
  const path = toPath(given.uri ?? '');
  const session = path === undefined ? workspace.all[0] : workspace.sessionOf(path);
  if (!run || !session) {
    throw new Error(run ? 'the file is in no destination folder' : `there is no command ${name}`);
  }
  // A golden's own file stands for the golden.
  const isGolden = path !== undefined && /\/(?:input|output)\.json$/.test(path);
  return run(session, given.golden === undefined && isGolden ? { ...given, golden: dirname(path) } : given);
}

/** The first of some lines: a message is no place for hundreds. */
function shorten(lines: readonly string[]): string {
  const rest = lines.length - MOST_LINES;
  const more = rest > 0 ? [`and ${String(rest)} more`] : [];
  return [...lines.slice(0, MOST_LINES), ...more].join('\n');
}

function readArguments(value: unknown): CommandArguments {
  const { uri, golden, step, field } = isObject(value) ? value : {};
  return {
    ...(typeof uri === 'string' ? { uri } : {}),
    ...(typeof golden === 'string' ? { golden } : {}),
    ...(typeof step === 'string' ? { step } : {}),
    ...(typeof field === 'string' ? { field } : {}),
  };
}

function findGolden<T extends { name: string; folder: string }>(goldens: readonly T[], wanted: string): T {
  const found = goldens.find(({ name, folder }) => folder === wanted || name === wanted);
  if (!found) {
    throw new Error(`there is no golden ${wanted}`);
  }
  return found;
}
