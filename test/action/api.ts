import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Comment {
  id: number;
  body: string;
  user: { login: string };
  /** GitLab's field. */
  author: { id: number };
}

export interface Call {
  method: string;
  path: string;
  token: string;
}

/** A double of the comments of GitHub's pull request 7 in acme/shop, and of GitLab's merge request 7 in project 5. */
export class CommentApi {
  readonly comments: Comment[] = [];
  readonly calls: Call[] = [];
  /** The status of each answer to a request that writes, instead of success. */
  refuseWith: number | undefined;
  private server: Server | undefined;

  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      void this.answer(request).then(({ status, content }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  close(): Promise<void> {
    this.server?.closeAllConnections();
    return new Promise((resolve) =>
      this.server?.close(() => {
        resolve();
      }),
    );
  }

  add(body: string, login: string): number {
    const id = this.comments.length + 1;
    this.comments.push({ id, body, user: { login }, author: { id: login === 'stranger' ? 2 : 1 } });
    return id;
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; content: unknown }> {
    const { method = '', url = '', headers } = request;
    const gitLabToken = headers['private-token'];
    const token = typeof gitLabToken === 'string' ? gitLabToken : (headers.authorization ?? '');
    this.calls.push({ method, path: url, token });
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    if (pathname === '/user') {
      return { status: 200, content: { id: 1 } };
    }
    const all = /^\/(repos\/acme\/shop\/issues|projects\/5\/merge_requests)\/7\/(comments|notes)$/.test(
      pathname,
    );
    const one =
      /^\/(?:repos\/acme\/shop\/issues\/comments|projects\/5\/merge_requests\/7\/notes)\/(\d+)$/.exec(
        pathname,
      );
    if (all && method === 'GET') {
      const [size, page] = [Number(searchParams.get('per_page')), Number(searchParams.get('page') ?? 1)];
      return { status: 200, content: this.comments.slice((page - 1) * size, page * size) };
    }
    if (this.refuseWith !== undefined) {
      return { status: this.refuseWith, content: { message: 'Resource not accessible by integration' } };
    }
    let text = '';
    for await (const chunk of request) {
      text += String(chunk);
    }
    const { body } = JSON.parse(text) as { body: string };
    if (all && method === 'POST') {
      return { status: 201, content: { id: this.add(body, 'github-actions[bot]') } };
    }
    const comment = this.comments.find(({ id }) => String(id) === one?.[1]);
    if (comment && (method === 'PATCH' || method === 'PUT')) {
      comment.body = body;
      return { status: 200, content: comment };
    }
    return { status: 404, content: {} };
  }
}
