import { Command, Option } from 'commander';
import { once } from 'node:events';
import { listDestinations } from '../../../runtime/destination/locate';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { createError } from '../../../runtime/errors/destkitError';
import { createLog, logLevels, type LogLevel } from '../../../io/service/log';
import { serveHere } from '../../../io/service/serveHere';
import { defaultSettings, type ServiceSettings } from '../../../io/service/service';
import { startWorkers } from '../../../io/service/workers';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { parseCount, parsePort, parseWhole } from '../parseNumber';
import { readVersion } from '../version';

interface ServeOptions {
  port: number;
  host: string;
  workers: number;
  bodyLimit: number;
  maxCalls: number;
  maxDeliveries: number;
  maxBytes: number;
  timeLimit: number;
  blockLimit: number;
  readTimeout: number;
  sendTimeout: number;
  drainTimeout: number;
  compress: boolean;
  allowLoopback?: boolean;
  logLevel: LogLevel;
  upstream?: string;
  upstreamTimeout: number;
  maxPassed: number;
  unknown: 'retry' | 'reject';
  allowCode?: boolean;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;
const MIB = 1024 * 1024;

export function serveCommand(finish: (code: ExitCode) => void): Command {
  const {
    host,
    port,
    bodyLimit,
    limits,
    timeLimit,
    blockLimit,
    readTimeout,
    sendTimeout,
    drainTimeout,
    upstreamTimeout,
  } = defaultSettings;
  return new Command('serve')
    .description('Serve the HTTP API that rudder-server expects of a transformer, until Ctrl-C or SIGTERM.')
    .option('--upstream <url>', 'the standard transformer, which answers calls for all other destinations')
    .option(
      '--upstream-timeout <ms>',
      'longest time without data from the upstream',
      parseCount,
      upstreamTimeout,
    )
    .addOption(
      new Option(
        '--unknown <what>',
        'without an upstream: let the host retry events of other destinations, or reject them',
      )
        .choices(['retry', 'reject'])
        .default('retry'),
    )
    .option('--port <n>', 'port to listen on; 0 selects a free port', parsePort, port)
    .option('--host <address>', 'address to listen on; 0.0.0.0 for all addresses', host)
    .option('--workers <n>', 'processes that share the port; use one per core', parseWhole(1, 1024), 1)
    .option('--body-limit <mib>', 'largest body, before and after decompression', parseCount, bodyLimit / MIB)
    .option(
      '--max-calls <n>',
      'concurrent calls per process; further calls get 503',
      parseCount,
      limits.calls,
    )
    .option(
      '--max-deliveries <n>',
      'concurrent requests to destinations per process',
      parseCount,
      limits.deliveries,
    )
    .option('--max-passed <n>', 'concurrent forwarded calls per process', parseCount, limits.passed)
    .option(
      '--max-bytes <mib>',
      'total size of the bodies held at once per process',
      parseCount,
      limits.bytes / MIB,
    )
    .option('--time-limit <ms>', 'longest time to transform an event', parseCount, timeLimit)
    .option(
      '--block-limit <ms>',
      'replace a worker that has been blocked for this time; 0: never',
      parseWhole(0),
      blockLimit,
    )
    .option('--read-timeout <ms>', 'longest time to receive a call', parseCount, readTimeout)
    .option('--send-timeout <ms>', 'longest time of a request to a destination', parseCount, sendTimeout)
    .option('--drain-timeout <ms>', 'longest time to finish calls at shutdown', parseWhole(0), drainTimeout)
    .option('--no-compress', 'do not compress responses')
    .option(
      '--allow-loopback',
      'allow deliveries to this machine; by default only if the service listens on this machine only',
    )
    .addOption(
      new Option('--log-level <level>', 'level of the JSON lines on stderr')
        .choices(logLevels)
        .default('info'),
    )
    .addOption(allowCodeOption())
    .addHelpText('after', example('serve --port 9090 --workers 4'))
    .action(async (options: ServeOptions) => {
      finish(await serve(options));
    });
}

async function serve(options: ServeOptions): Promise<ExitCode> {
  const settings = settingsOf(options);
  const log = createLog(options.logLevel);
  const version = readVersion();
  // Registered now, so that a signal during the start is not lost.
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const { workers, logLevel } = options;
  // Only a separate process can stop a blocked worker and remember which event blocked it.
  const running =
    workers === 1 && settings.blockLimit === 0
      ? await serveHere(settings, version, log)
      : await startWorkers({ count: workers, settings, version, logLevel, log });
  process.stdout.write(`destkit serves on ${running.origin}; Ctrl-C ends it\n`);
  const names = listDestinations(nodeFiles).map(({ name }) => name);
  log('info', 'serving', { origin: running.origin, workers, version, destinations: names.join(' ') });
  if (settings.upstream === undefined) {
    const then = settings.unknown === 'retry' ? 'waits in the host' : 'is rejected';
    log('warn', `what is for another destination ${then}: name the standard transformer with --upstream`);
  }
  await ended;
  log('info', 'ending');
  await running.close();
  log('info', 'ended');
  return exitCodes.ok;
}

function settingsOf(options: ServeOptions): ServiceSettings {
  const { host, port, timeLimit, blockLimit, readTimeout, sendTimeout, drainTimeout, compress } = options;
  if (blockLimit > 0 && blockLimit <= timeLimit) {
    throw createError('USAGE', { problem: '--block-limit must be longer than --time-limit' });
  }
  return {
    host,
    port,
    bodyLimit: options.bodyLimit * MIB,
    limits: {
      calls: options.maxCalls,
      deliveries: options.maxDeliveries,
      passed: options.maxPassed,
      bytes: options.maxBytes * MIB,
    },
    timeLimit,
    blockLimit,
    readTimeout,
    sendTimeout,
    drainTimeout,
    compresses: compress,
    allowsLoopback: options.allowLoopback ?? LOOPBACK.test(host),
    upstream: options.upstream,
    upstreamTimeout: options.upstreamTimeout,
    unknown: options.unknown,
    allowCode: options.allowCode === true,
  };
}
