import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * How long a client may keep a connection, in milliseconds. The actual time is up to twice as long, so that
 * connections do not all end at once.
 */
const LONGEST_MS = 60_000;

/**
 * Makes clients open new connections from time to time. A persistent connection stays with the process that accepted
 * it. Without this, a worker or replica that starts later would get no connection of a client that keeps all of its
 * own.
 */
export class Connections {
  private readonly lives = new WeakMap<Socket, { opened: number; end: number }>();
  /** Connections opened before this time are closed. */
  private renewed = 0;

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      const opened = performance.now();
      this.lives.set(socket, { opened, end: opened + LONGEST_MS * (1 + Math.random()) });
    });
  }

  /** Closes each connection that is open now, with the response to its next call. */
  renew(): void {
    this.renewed = performance.now();
  }

  /** If the connection is due, announces in the response that it ends; no data is lost. */
  endWhenDue(response: ServerResponse): void {
    const life = response.socket ? this.lives.get(response.socket) : undefined;
    if (life && (life.opened < this.renewed || life.end < performance.now())) {
      response.setHeader('Connection', 'close');
    }
  }
}
