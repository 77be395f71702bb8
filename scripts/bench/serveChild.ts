/** A server of the bench, in a process of its own: `service`, or `bare`, which is sent the answer that it is to give. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventWatch } from '../../dist/io/service/blocking/eventWatch';
import { startMonitor } from '../../dist/io/service/blocking/startMonitor';
import { createLog } from '../../dist/io/service/log';
import { serveHere } from '../../dist/io/service/serveHere';
import { defaultSettings } from '../../dist/io/service/service';

async function main([kind]: readonly string[]): Promise<void> {
  if (kind === 'service') {
    // Watched, as a worker is.
    const watch = new EventWatch();
    const settings = { ...defaultSettings, port: 0 };
    const service = await serveHere(settings, 'bench', createLog('error'), { watch });
    startMonitor(watch, settings.blockLimit);
    process.send?.(service.origin);
    return;
  }
  let value: unknown;
  process.on('message', (answer: string) => {
    value = JSON.parse(answer) as unknown;
  });
  const server = createServer((request, response) => {
    answerBare(request, response, value);
  });
  server.listen(0, '127.0.0.1', () => {
    process.send?.(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  });
}

/** What no HTTP service in JSON can leave out. */
function answerBare(request: IncomingMessage, response: ServerResponse, value: unknown): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const body = Buffer.from(JSON.stringify(value));
    response.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': body.length,
    });
    response.end(body);
  });
}

void main(process.argv.slice(2));
