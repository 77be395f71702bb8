import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { listen } from '../../../io/listen';
import { RequestHandler } from './requestHandler';
import { findPlaces } from './folder';
import { ensurePage } from './pageFiles';

const HOST = '127.0.0.1';

export interface StudioOptions {
  /** The destination's folder. */
  folder: string;
  /** 0 takes any that is free. */
  port: number;
  /** A file of events, one to a line. */
  events?: string | undefined;
  /** Whether the destination may bring JavaScript along: see LoadOptions. The page never runs any. */
  allowCode?: boolean | undefined;
}

/** A running studio, on this machine alone. */
export interface Studio {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** What every call of the API must bring, new for each run. */
  readonly token: string;
  /** What a person opens; the token is behind the `#`, which no browser sends anywhere. */
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
    // Nothing is expected to throw; if it does, one connection ends, and not the studio.
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
