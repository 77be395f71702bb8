import { request, type OutgoingHttpHeaders } from 'node:http';
import { loadDestination } from '../../../src/runtime/destination/load';
import { parseFaults } from '../../../src/io/sandbox/faults';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/io/sandbox/sandbox';

export interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Sends one request on a connection of its own. Rejects when there is no answer. */
export function send(
  sandbox: Sandbox,
  path: string,
  body: string | Buffer = '',
  options: { method?: string; headers?: OutgoingHttpHeaders; signal?: AbortSignal } = {},
): Promise<Answered> {
  const { method = 'POST', headers = {}, signal } = options;
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const sent = request(
      sandbox.origin + path,
      {
        method,
        headers: { 'content-length': length, ...headers },
        agent: false,
        ...(signal ? { signal } : {}),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('error', reject).on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    sent.on('error', reject).end(body);
  });
}

const running: Sandbox[] = [];

/** A sandbox of Kochava that ends with the test. */
export async function start(
  options: Omit<Partial<SandboxOptions>, 'faults'> & { faults?: string } = {},
): Promise<Sandbox> {
  const { faults, ...others } = options;
  const destination = options.destination ?? (await loadDestination('kochava'));
  const plan = faults === undefined ? undefined : parseFaults(faults);
  const sandbox = await startSandbox({ ...others, destination, faults: plan });
  running.push(sandbox);
  return sandbox;
}

export async function closeAll(): Promise<void> {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close().catch(() => undefined)));
}

const device = { device_ids: { idfv: '8A7B6C5D' }, device_ua: '', device_ver: 'iPhone15,3-iOS-17.4' };

export function install(id = '8A7B6C5D', idfv = id): string {
  return JSON.stringify({
    action: 'install',
    kochava_app_id: 'koacme',
    kochava_device_id: id,
    data: { ...device, device_ids: { idfv } },
  });
}

export function event(id = '8A7B6C5D', name = 'Purchase'): string {
  return JSON.stringify({
    action: 'event',
    kochava_app_id: 'koacme',
    kochava_device_id: id,
    data: { event_name: name, currency: 'EUR', ...device },
  });
}

export function link(idfv = '8A7B6C5D'): string {
  return JSON.stringify({ kochava_app_id: 'koacme', device_id: { idfv }, data: { app_userid: 'u-1' } });
}
