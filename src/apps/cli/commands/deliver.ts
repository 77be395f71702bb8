import { Command, Option } from 'commander';
import {
  defaultSettings,
  Delivery,
  type DeliveryOptions,
  type DeliveryResult,
  type DeliverySettings,
} from '../../../io/delivery/delivery';
import { Router } from '../../../io/delivery/route';
import type { Destination } from '../../../runtime/destination/destination';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination } from '../../../runtime/destination/load';
import { renderError } from '../../../runtime/errors/render';
import { openInput, type OpenedInput } from '../../../io/events/readEvents';
import { startSandbox } from '../../../io/sandbox/sandbox';
import { readConfigFile } from '../configFile';
import { showRequests } from '../delivery/dryRun';
import { journalFolder } from '../delivery/journalFolder';
import { createJudge } from '../../../io/delivery/judge';
import { createPlan, readLines } from '../delivery/planLines';
import { renderReport } from '../delivery/renderReport';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { parseCount } from '../parseNumber';
import { Output } from '../../../io/output';
import { formatCount, Progress } from '../progress';

interface DeliverOptions extends LoadOptions, DeliverySettings {
  endpoint?: string;
  sandbox?: boolean;
  config: string;
  journal?: string;
  dryRun?: boolean;
  retryRejected?: boolean;
  format: 'pretty' | 'json';
}

export function deliverCommand(finish: (code: ExitCode) => void): Command {
  const { concurrency, maxAttempts, timeout, backoff, window } = defaultSettings;
  return new Command('deliver')
    .description('Transform events and send the requests. Run it again to resume: no event is lost.')
    .argument('<name>', 'destination: a name, or the path of a folder')
    .argument('[file]', 'events as NDJSON or one JSON array, may be .gz; - or no argument reads stdin')
    .requiredOption(
      '--config <file>',
      "the connection's settings (JSON or YAML); env.NAME is replaced by an environment variable",
    )
    .option('--journal <dir>', 'directory that records what has been delivered (default: one in .destkit)')
    .option('--endpoint <origin>', 'send to this origin instead, such as http://127.0.0.1:4000')
    .addOption(
      new Option('--sandbox', 'send to a sandbox of the destination, started for this run').conflicts(
        'endpoint',
      ),
    )
    .option('--concurrency <n>', 'concurrent requests', parseCount, concurrency)
    .addOption(
      new Option('--rate <n>', 'maximum number of requests per second')
        .argParser(parseCount)
        .default(Infinity, 'no limit'),
    )
    .option(
      '--max-attempts <n>',
      'attempts per request; after the last, the request and its key stay pending',
      parseCount,
      maxAttempts,
    )
    .option('--timeout <ms>', 'timeout of a request, including its response', parseCount, timeout)
    .option(
      '--backoff <ms>',
      'longest wait before the second attempt, doubled each time',
      parseCount,
      backoff,
    )
    .option('--window <n>', 'lines to read ahead of the oldest unfinished line', parseCount, window)
    .option('--dry-run', 'show the requests, secrets masked, and send nothing')
    .option('--retry-rejected', 'send the lines that the journal records as rejected again')
    .addOption(
      new Option('--format <format>', 'format of the report').choices(['pretty', 'json']).default('pretty'),
    )
    .addOption(allowCodeOption())
    .addHelpText('after', example('deliver <name> events.ndjson --config config.json --concurrency 32'))
    .action(async (name: string, file: string | undefined, options: DeliverOptions) => {
      finish(await deliver(name, file, options));
    });
}

async function deliver(name: string, file: string | undefined, options: DeliverOptions): Promise<ExitCode> {
  const destination = await loadDestination(name, options);
  const config = await readConfigFile(options.config, destination);
  const folder = options.dryRun ? '' : (options.journal ?? journalFolder(destination, file, config));
  const input = await openInput(file);
  const sandbox = options.sandbox ? await startSandbox({ destination, config }) : undefined;
  const endpoint = sandbox?.origin ?? options.endpoint;
  try {
    if (options.dryRun) {
      await dryRun(destination, config, input, endpoint);
      return exitCodes.ok;
    }
    const isFile = input.size !== undefined;
    const result = await runDelivery(input, {
      settings: options,
      // The rest of a file is read to count its lines; stdin may never end.
      lines: (stopped) => readLines(input, isFile ? undefined : stopped),
      countRest: isFile,
      plan: createPlan(destination, config),
      judge: await createJudge(destination),
      hosts: destination.manifest.hosts,
      endpoint,
      secretHeaders: destination.manifest.secretHeaders ?? [],
      credentialKeys: destination.secretKeys,
      journal: { folder, owner: destination.name, retryRejected: options.retryRejected ?? false },
    });
    return report(result, options.format);
  } finally {
    input.close();
    await sandbox?.close();
  }
}

async function runDelivery(
  input: OpenedInput,
  options: Omit<DeliveryOptions, 'signal'>,
): Promise<DeliveryResult> {
  const interrupted = new AbortController();
  const delivery = new Delivery({ ...options, signal: interrupted.signal });
  const progress = new Progress(false, () => ({
    events: delivery.settledLines,
    share: input.size === undefined ? undefined : input.bytesRead() / Math.max(1, input.size),
    detail: renderCounts(delivery),
  }));
  const interrupt = () => {
    if (interrupted.signal.aborted) {
      // The journal records the requests in flight; the next run counts them as possible duplicates.
      process.exit(exitCodes.interrupted);
    }
    process.stderr.write('\nwaiting for the requests under way; press Ctrl-C again to give them up\n');
    interrupted.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    return await delivery.run();
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    progress.finish(`${formatCount(delivery.settledLines)} lines settled`);
  }
}

function renderCounts({ counts }: Delivery): string {
  return Object.entries(counts)
    .map(([end, count]) => `${formatCount(count)} ${end}`)
    .join(', ');
}

async function dryRun(
  destination: Destination,
  config: Record<string, unknown>,
  input: OpenedInput,
  endpoint: string | undefined,
): Promise<void> {
  const { hosts, secretHeaders = [] } = destination.manifest;
  const output = await Output.open(undefined);
  const router = new Router(hosts, endpoint);
  await showRequests(
    readLines(input, undefined),
    createPlan(destination, config),
    router,
    secretHeaders,
    output,
  );
  await output.close();
}

function report({ report: figures, error }: DeliveryResult, format: 'pretty' | 'json'): ExitCode {
  const text = format === 'json' ? JSON.stringify(figures) : renderReport(figures);
  process.stdout.write(`${text}\n`);
  if (error) {
    process.stderr.write(`${renderError(error)}\n`);
  }
  switch (figures.stoppedBy) {
    case 'credentials':
      return exitCodes.credentials;
    case 'interrupted':
      return exitCodes.interrupted;
    case 'journal':
      return exitCodes.usage;
    case null:
      return figures.lines.rejected + figures.lines.pending > 0 ? exitCodes.findings : exitCodes.ok;
  }
}
