import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { serveCommand } from '../../../src/apps/cli/commands/serve';
import { catalogue as errors } from '../../../src/runtime/errors/catalogue';
import { catalogue as metrics } from '../../../src/io/service/metrics/metrics';
import { routes } from '../../../src/io/service/routing';
import { fencesOf, readPage } from '../../tools/docs/markdown';
import { serve } from './running';

// test/tools/docs/commands.test.ts runs the page as it is, with an upstream that is away. Here the upstream answers.

const PAGE = 'docs/hosts/service.md';
const run = promisify(execFile);
const page = readPage(PAGE);
const fences = fencesOf(PAGE).filter(({ language, attributes }) => language === 'sh' && !attributes.skip);
const commands = fences.filter(({ attributes }) => !attributes.background).map(({ text }) => text);

/** A transformer that knows one other destination. */
function startUpstream(): Promise<Server> {
  const answers: Record<string, string> = {
    '/health': '{"service":"UP"}',
    '/features': '{"routerTransform":{"WEBHOOK":true},"regulations":["BRAZE"],"fromUpstream":true}',
    '/version': '1.145.0',
  };
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      const answer = answers[request.url ?? ''];
      response.writeHead(answer === undefined ? 404 : 200).end(answer);
    }).listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

describe('the commands of docs/hosts/service.md', () => {
  let upstream: Server;
  let running: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    upstream = await startUpstream();
    const { port } = upstream.address() as AddressInfo;
    running = await serve({ upstream: `http://127.0.0.1:${String(port)}` });
  });
  afterAll(async () => {
    await running.service.close();
    upstream.close();
  });

  const answerTo = async (command = '') => {
    const text = command
      .replaceAll('http://127.0.0.1:9090', running.origin)
      .replaceAll('curl', 'curl -s --fail-with-body');
    return (await run('sh', ['-ec', text])).stdout;
  };

  it('are three: what is there, an event, the metrics', () => {
    expect(commands).toHaveLength(3);
  });

  it('show that both sides are there', async () => {
    const answer = await answerTo(commands[0]);
    expect(answer).toContain('{"ready":true,"upstream":"up"}');
    expect(answer).toContain('1.145.0');
    expect(answer).toContain('"routerTransform":{"WEBHOOK":true,"KOCHAVA":true}');
    expect(answer).toContain('"fromUpstream":true');
  });

  it('send an event, which is counted', async () => {
    expect(JSON.parse(await answerTo(commands[1]))).toMatchObject([
      { output: { body: { JSON: { data: { event_name: 'Purchase' } } } }, statusCode: 200 },
    ]);
    expect(await answerTo(commands[2])).toMatch(/^destkit_events_total\{.*outcome="transformed".*\} 1$/m);
  });

  it('start destkit with options that it has', () => {
    const { options } = serveCommand(() => undefined);
    const start = fences.find(({ attributes }) => attributes.background)?.text ?? '';
    const used = start.match(/--[\w-]+/g) ?? [];
    expect(used).toContain('--upstream');
    expect(options.map(({ long }) => long)).toEqual(expect.arrayContaining(used));
  });
});

describe('docs/hosts/service.md', () => {
  it('names every route', () => {
    const missing = routes.filter(({ path }) => {
      const written = path.replace(':version', 'v0').replace(':name', '<name>');
      return !page.includes(written);
    });
    expect(missing).toEqual([]);
  });

  it('names every option', () => {
    const { options } = serveCommand(() => undefined);
    const missing = options.flatMap(({ long }) => (long && !page.includes(long) ? [long] : []));
    expect(missing).toEqual([]);
  });

  it('names every metric, and no other', () => {
    const named = new Set(page.match(/\b(?:destkit|process)_[a-z_]+/g));
    expect([...named].sort()).toEqual(Object.keys(metrics).sort());
  });

  it('names every error of a call, and no other', () => {
    const named = page.match(/\b(?:CALL|UPSTREAM)_[A-Z_]+|\bEVENT_TOO_DEEP\b/g) ?? [];
    const atStart = ['UPSTREAM_INVALID'];
    const known = Object.keys(errors).filter(
      (code) => /^(?:CALL|UPSTREAM)_|^EVENT_TOO_DEEP$/.test(code) && !atStart.includes(code),
    );
    expect([...new Set(named)].sort()).toEqual(known.sort());
  });
});
