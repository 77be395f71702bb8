import type { Worker } from 'node:cluster';

/** What Node's cluster sends to a worker with a connection, and what comes back; see lib/internal/cluster in Node. */
interface ClusterMessage {
  act?: string;
  seq?: number;
  ack?: number;
}

/**
 * Ends the connections that were on their way to a worker when it died. Node's cluster forgets them: they stay open and
 * unanswered for as long as the client waits. A client whose connection ends sends again.
 */
export function endWithWorker(worker: Worker): void {
  const onTheirWay = new Map<number, { close(): void }>();
  const channel = worker.process as unknown as {
    send(message: ClusterMessage, handle: { close(): void } | undefined, ...rest: unknown[]): boolean;
    on(event: 'internalMessage', listener: (message: ClusterMessage) => void): void;
  };
  const send = channel.send.bind(channel);
  channel.send = (message, handle, ...rest) => {
    if (message.act === 'newconn' && message.seq !== undefined && handle) {
      onTheirWay.set(message.seq, handle);
    }
    return send(message, handle, ...rest);
  };
  channel.on('internalMessage', ({ ack }) => {
    if (ack !== undefined) {
      onTheirWay.delete(ack);
    }
  });
  worker.on('exit', () => {
    onTheirWay.forEach((handle) => {
      handle.close();
    });
  });
}
