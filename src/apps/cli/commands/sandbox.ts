import { Command } from 'commander';
import { once } from 'node:events';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination } from '../../../runtime/destination/load';
import { parseFaults } from '../../../io/sandbox/faults';
import type { Counts } from '../../../io/sandbox/record';
import { startSandbox } from '../../../io/sandbox/sandbox';
import { readConfigFile } from '../configFile';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { parsePort } from '../parseNumber';
import { formatCount } from '../progress';

interface SandboxCommandOptions extends LoadOptions {
  port: number;
  config?: string;
  fault?: string;
  record?: string;
}

export function sandboxCommand(finish: (code: ExitCode) => void): Command {
  return new Command('sandbox')
    .description("Simulate the destination's API on this machine, until Ctrl-C.")
    .argument('<name>', 'destination: a name, or the path of a folder')
    .option('--port <n>', 'port on 127.0.0.1; 0 selects a free port', parsePort, 0)
    .option('--config <file>', "the connection's settings (JSON or YAML), including its secrets")
    .option('--fault <spec>', 'faults: 429=0.1:0,reset=0.02 (rates) or script:500,ok,reset (in turn)')
    .option('--record <file>', 'write one line of JSON to this file for each received request')
    .addOption(allowCodeOption())
    .addHelpText('after', example('sandbox <name> --port 4000 --fault 429=0.1:0,500=0.05'))
    .action(async (name: string, options: SandboxCommandOptions) => {
      finish(await sandbox(name, options));
    });
}

async function sandbox(name: string, options: SandboxCommandOptions): Promise<ExitCode> {
  const destination = await loadDestination(name, options);
  const faults = options.fault === undefined ? undefined : parseFaults(options.fault);
  const config = options.config === undefined ? {} : await readConfigFile(options.config, destination);
  const running = await startSandbox({ ...options, destination, config, faults });
  // Registered now, so that a signal before the next line is not lost.
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const { origin } = running;
  process.stdout.write(
    [
      `A sandbox of ${destination.manifest.title} listens on ${origin}`,
      `  requests go to the paths of the API, such as those that "destkit transform" gives, below ${origin}`,
      `  what it has received: ${origin}/requests?limit=100`,
      ...(options.record === undefined ? [] : [`  every request is recorded in ${options.record}`]),
      '  Ctrl-C ends it\n',
    ].join('\n'),
  );
  await ended;
  await running.close();
  process.stdout.write(`\n${summarize(running.counts())}\n`);
  return exitCodes.ok;
}

function summarize({ received, accepted, refused, faults, notes }: Counts): string {
  const list = (counts: Record<string, number>) =>
    Object.entries(counts).map(([name, count]) => `${formatCount(count)} ${name}`);
  const rows = [
    `${formatCount(received)} requests received: ${formatCount(accepted)} accepted, ${formatCount(refused)} refused`,
    ...(Object.keys(notes).length > 0 ? [`noted: ${list(notes).join(', ')}`] : []),
    ...(Object.keys(faults).length > 0 ? [`faults: ${list(faults).join(', ')}`] : []),
  ];
  return rows.join('\n');
}
