import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { createError } from '../../../runtime/errors/destkitError';
import { send } from './respond';

interface PageFile {
  file: string;
  type: string;
  /**
   * The Content-Security-Policy of the file; `nonce` allows the one style sheet that the editor creates at run time.
   */
  policy?: (nonce: string) => string;
}

const script = 'text/javascript; charset=utf-8';

/** The page may load its own files and call its server. */
const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "worker-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Workflows run in a worker: code generated from them has no access to the page or the network there. */
const workerPolicy = (): string => "default-src 'none'; script-src 'unsafe-eval'";

const files: Record<string, PageFile> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8', policy: pagePolicy },
  '/main.js': { file: 'main.js', type: script },
  '/main.css': { file: 'main.css', type: 'text/css; charset=utf-8' },
  '/worker.js': { file: 'worker.js', type: script, policy: workerPolicy },
  '/icon.svg': { file: 'icon.svg', type: 'image/svg+xml' },
};

/** `dist/apps/studio/page`, whether this file runs from `dist` or, in a test, from the sources. */
const root = join(nodeFiles.packageRoot, 'dist/apps/studio/page');

/** @throws STUDIO_NOT_BUILT */
export function ensurePage(): void {
  if (!existsSync(join(root, 'index.html'))) {
    throw createError('STUDIO_NOT_BUILT', {});
  }
}

/** Sends a file of the page; returns false if it does not exist. */
export async function sendPageFile(path: string, response: ServerResponse): Promise<boolean> {
  const found = Object.hasOwn(files, path) ? files[path] : undefined;
  if (!found) {
    return false;
  }
  const content = await readFile(join(root, found.file));
  if (!found.policy) {
    send(response, 200, found.type, content);
    return true;
  }
  const nonce = randomBytes(16).toString('base64');
  const text = content.toString('utf8').replaceAll('{{nonce}}', nonce);
  send(response, 200, found.type, text, { 'content-security-policy': found.policy(nonce) });
  return true;
}
