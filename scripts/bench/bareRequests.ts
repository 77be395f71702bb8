import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

/** The minimum that any delivery does: concurrent keep-alive requests with these bodies; prints the seconds. */
async function main([origin = '', file = '', concurrency = '']: readonly string[]): Promise<void> {
  const bodies = readFileSync(file, 'utf8').trimEnd().split('\n');
  const agent = new Agent({ keepAlive: true, maxSockets: Number(concurrency) });
  const { hostname, port } = new URL(origin);
  const path = '/track/json';
  let next = 0;
  const send = (body: string) =>
    new Promise<void>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      request({ hostname, port, path, method: 'POST', headers, agent }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const { success } = JSON.parse(Buffer.concat(chunks).toString()) as { success?: string };
          if (success === '1') {
            resolve();
          } else {
            reject(new Error('no success'));
          }
        });
      })
        .on('error', reject)
        .end(body);
    });
  const work = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      await send(body);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: Number(concurrency) }, work));
  console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000 }));
  agent.destroy();
}

void main(process.argv.slice(2));
