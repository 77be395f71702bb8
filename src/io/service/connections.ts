import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a client may keep a connection, in milliseconds; up to as much again, so that not all end at once. */
const LONGEST_MS = 60_000;

/**
 * Has clients make new connections now and then. A connection that is kept alive stays with the process that accepted it:
 * a worker or a replica that comes later would never get one of a client that keeps all of its own.
 */
export class Connections {
  private readonly lives = new WeakMap<Socket, { opened: number; end: number }>();
  /** Connections that were opened before this instant end. */
  private renewed = 0;

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      const opened = performance.now();
      this.lives.set(socket, { opened, end: opened + LONGEST_MS * (1 + Math.random()) });
    });
  }

  /** From now on, each connection that is open ends with the answer to its next call. */
  renew(): void {
    this.renewed = performance.now();
  }

  /** Says in the answer that the connection ends with it, when that is due; nothing that was sent is lost. */
  endWhenDue(response: ServerResponse): void {
    const life = response.socket ? this.lives.get(response.socket) : undefined;
    if (life && (life.opened < this.renewed || life.end < performance.now())) {
      response.setHeader('Connection', 'close');
    }
  }
}
