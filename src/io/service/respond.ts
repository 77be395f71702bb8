import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { Answer } from './call';

const LEAST_BYTES = 1024;
const gzip = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gzip);
const brotli = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliCompress);

/** Between two services of one cluster, speed is more important than size. */
const codings = {
  gzip: (body: Buffer) => gzip(body, { level: 1 }),
  br: (body: Buffer) => brotli(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
};
type Coding = keyof typeof codings;

/** Sends a response, compressed if the client accepts that and the body is large enough. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body: content, headers = {} }: Answer,
  compresses: boolean,
): Promise<void> {
  const body = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const coding =
    compresses && body.length >= LEAST_BYTES ? chooseCoding(request.headers['accept-encoding']) : undefined;
  const sent = coding ? await codings[coding](body) : body;
  if (response.destroyed) {
    return;
  }
  response.writeHead(status, {
    ...headers,
    ...(coding ? { 'Content-Encoding': coding, Vary: 'Accept-Encoding' } : {}),
    'Content-Length': sent.length,
  });
  response.end(sent);
}

/** The coding that the client prefers; gzip if it has no preference. */
export function chooseCoding(accepted: string | string[] | undefined): Coding | undefined {
  if (accepted === undefined) {
    return undefined;
  }
  const wishes = new Map(
    String(accepted)
      .split(',')
      .map((part): [string, number] => {
        const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
        const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
        return [name.toLowerCase(), quality === undefined ? 1 : Number(quality)];
      }),
  );
  const wish = (coding: Coding) => wishes.get(coding) ?? wishes.get('*') ?? 0;
  const best = wish('br') > wish('gzip') ? 'br' : 'gzip';
  return wish(best) > 0 ? best : undefined;
}
