import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createError } from '../runtime/errors/destkitError';

const known: Record<string, string> = {
  EADDRINUSE: 'another program listens there',
  EACCES: 'the system does not let you',
  ENOTFOUND: 'there is no such address here',
  EADDRNOTAVAIL: 'there is no such address here',
};

/** Has a server listen; port 0 takes any that is free. Gives the server's origin. @throws PORT_UNUSABLE */
export function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code = 'error' }: NodeJS.ErrnoException) => {
      reject(
        createError('PORT_UNUSABLE', { address: `${host}:${String(port)}`, problem: known[code] ?? code }),
      );
    });
    server.listen(port, host, () => {
      const own = (server.address() as AddressInfo).port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${String(own)}`);
    });
  });
}
