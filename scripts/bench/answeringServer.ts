import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A destination that answers at once, in a process of its own; prints its origin. */
const server = createServer((incoming, outgoing) => {
  incoming.resume();
  incoming.on('end', () => {
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"success":"1"}');
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`http://127.0.0.1:${String(port)}`);
});
process.on('disconnect', () => {
  process.exit();
});
