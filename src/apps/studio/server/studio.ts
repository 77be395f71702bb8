import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { listen } from '../../../io/listen';
import { RequestHandler } from './requestHandler';
import { findPlaces } from './folder';
import { ensurePage } from './pageFiles';

const HOST = '127.0.0.1';

export interface StudioOptions {
  folder: string;
  /** 0 selects a free port. */
  port: number;
  /** A file of events, one per line. */
  events?: string | undefined;
  /** Whether bindings to JavaScript are allowed: see LoadOptions. The page itself never runs any. */
  allowCode?: boolean | undefined;
}

/** A running studio, which accepts connections only from this machine. */
export interface Studio {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** The token that every call of the API must contain; new for each run. */
  readonly token: string;
  /** The address to open. The token is behind the `#`, which browsers never send. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Starts the studio of one destination.
 *
 * @throws STUDIO_NOT_BUILT, PORT_UNUSABLE
 */
export async function startStudio({ folder, port, events, allowCode }: StudioOptions): Promise<Studio> {
  ensurePage();
  const places = await findPlaces(folder, { allowCode });
  const token = randomBytes(24).toString('base64url');
  const server = createServer();
  const origin = await listen(server, HOST, port);
  const handler = new RequestHandler({ places, events, token, port: Number(new URL(origin).port) });
  server.on('request', (request, response) => {
    // Unexpected errors close one connection instead of stopping the studio.
    handler.handle(request, response).catch(() => response.destroy());
  });
  return {
    origin,
    token,
    address: `${origin}/#${token}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
