import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { CALL_NUMBER, type CallLog, type LoggedCall } from '../../test/io/service/rudderServer/callLog';

const MIB = 1024 * 1024;

/** A call for the upstream that is not like those of rudder-server: its body, and the size of its answer in MiB. */
interface LargeCall {
  name: string;
  chunks: () => Iterable<Buffer>;
  answer: number;
  headers: Record<string, string>;
}

function* randomChunks(mebibytes: number): Iterable<Buffer> {
  const chunk = randomBytes(MIB);
  for (let count = 0; count < mebibytes; count += 1) {
    chunk.writeUInt32BE(count);
    yield Buffer.from(chunk);
  }
}

const packed = gzipSync(Buffer.alloc(5 * MIB, 'an event of a source, '));

export const largeCalls: readonly LargeCall[] = [
  { name: '100 MiB in chunks', chunks: () => randomChunks(100), answer: 0, headers: {} },
  { name: 'an answer of 100 MiB', chunks: () => [], answer: 100, headers: {} },
  {
    name: 'gzip with a length',
    chunks: () => [packed],
    answer: 1,
    headers: { 'Content-Encoding': 'gzip', 'Content-Length': String(packed.length) },
  },
  { name: 'gzip in chunks', chunks: () => [packed], answer: 1, headers: { 'Content-Encoding': 'gzip' } },
];

/** Makes one call through the service, and logs it like any other. @returns its status; 0 when it broke off */
export async function makeLargeCall(origin: string, large: LargeCall, log: CallLog): Promise<number> {
  const sent = createHash('sha256');
  const logged: LoggedCall = {
    number: log.nextNumber(),
    path: `/large/${large.answer}`,
    expected: 'upstream',
    sentHash: '',
    status: 0,
    answerHash: '',
    connection: undefined,
  };
  log.calls.push(logged);
  await new Promise<void>((resolve) => {
    const outgoing = request(
      `${origin}${logged.path}`,
      { method: 'POST', agent: false, headers: { [CALL_NUMBER]: String(logged.number), ...large.headers } },
      (incoming) => {
        const received = createHash('sha256');
        incoming.on('data', (chunk: Buffer) => received.update(chunk));
        incoming.on('error', () => {
          resolve();
        });
        incoming.on('end', () => {
          logged.status = incoming.statusCode ?? 0;
          logged.answerHash = received.digest('hex');
          resolve();
        });
      },
    );
    outgoing.on('error', () => {
      resolve();
    });
    const write = async (): Promise<void> => {
      for (const chunk of large.chunks()) {
        sent.update(chunk);
        if (!outgoing.write(chunk)) {
          await new Promise((drained) => outgoing.once('drain', drained));
        }
      }
      logged.sentHash = sent.digest('hex');
      outgoing.end();
    };
    write().catch(() => {
      resolve();
    });
  });
  return logged.status;
}
