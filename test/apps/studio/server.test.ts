import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import {
  TOKEN_HEADER,
  type FolderSnapshot,
  type SchemaCode,
  type StudioFile,
  type SandboxRunResult,
} from '../../../src/apps/studio/contract';
import { startStudio, type Studio } from '../../../src/apps/studio/server/studio';
import { copyDestination, type Copy } from './copy';

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

let copy: Copy;
let studio: Studio;

beforeAll(async () => {
  copy = copyDestination('kochava', ['postback']);
  writeFileSync(join(copy.root, 'events.ndjson'), '{"type":"track"}\n');
  studio = await startStudio({ folder: copy.folder, port: 0, events: join(copy.root, 'events.ndjson') });
});

afterAll(async () => {
  await studio.close();
});

/** node:http sends whatever Host and Origin it is given, as fetch does not. */
function call(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${studio.origin}${path}`, { method, headers }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
      });
    });
    outgoing.on('error', reject).end(body);
  });
}

const own = () => ({ [TOKEN_HEADER]: studio.token });

function codeOf({ text }: Answer): string {
  return (JSON.parse(text) as { error: { code: string } }).error.code;
}

function put(path: string, text: string, headers: Record<string, string> = {}): Promise<Answer> {
  return call('PUT', `/api/file?path=${encodeURIComponent(path)}`, { ...own(), ...headers }, text);
}

async function fileAt(file: string): Promise<StudioFile> {
  const { files } = JSON.parse((await call('GET', '/api/folder', own())).text) as FolderSnapshot;
  const found = files.find(({ path }) => path === file);
  if (!found) {
    throw new Error(`there is no ${file}`);
  }
  return found;
}

const fileNamed = (name: string) => fileAt(join(copy.folder, name));

describe('who is answered', () => {
  it('listens on loopback only', () => {
    expect(studio.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.each(['evil.example', `evil.example:80`, '127.0.0.1'])('refuses the Host %s', async (host) => {
    const answer = await call('GET', '/', { host });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'STUDIO_REFUSED']);
  });

  it('answers to localhost', async () => {
    const { port } = new URL(studio.origin);
    expect((await call('GET', '/api/folder', { ...own(), host: `localhost:${port}` })).status).toBe(200);
  });

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1'])('refuses the Origin %s', async (origin) => {
    const { path, hash } = await fileNamed('tables/flags.json');
    const answer = await put(path, '{}', { origin, 'if-match': hash });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'STUDIO_REFUSED']);
    expect((await fileNamed('tables/flags.json')).hash).toBe(hash);
  });

  it('refuses what a browser says comes from another site', async () => {
    expect((await call('GET', '/', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it.each([
    'GET /api/folder',
    'GET /api/goldens',
    'GET /api/events',
    'GET /api/changes',
    'PUT /api/file',
    'POST /api/schema',
    'POST /api/sandbox',
  ])('wants the token for %s', async (route) => {
    const [method = '', path = ''] = route.split(' ');
    for (const headers of [{}, { [TOKEN_HEADER]: '' }, { [TOKEN_HEADER]: studio.token.replace(/.$/, '!') }]) {
      const answer = await call(method, path, headers);
      expect([answer.status, codeOf(answer)]).toEqual([403, 'STUDIO_REFUSED']);
    }
  });

  it('knows no other routes', async () => {
    expect((await call('GET', '/api/other', own())).status).toBe(404);
    expect((await call('GET', '/api/toString', own())).status).toBe(404);
    expect((await call('GET', '/../package.json')).status).toBe(404);
  });
});

describe('what is given', () => {
  it('gives the folder, its schemas and no goldens', async () => {
    const { status, headers, text } = await call('GET', '/api/folder', own());
    const { files, eventsFile, writable } = JSON.parse(text) as FolderSnapshot;
    const paths = files.map(({ path }) => path);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(paths).toContain(join(copy.folder, 'procWorkflow.yaml'));
    expect(writable).toContain(join(copy.root, 'schemas/kochava/config.schema.json'));
    expect(paths.filter((path) => path.startsWith(copy.goldenRoot))).toEqual([]);
    expect(eventsFile).toBe('events.ndjson');
  });

  it('gives the code of schemas, as they are on disk and as they are typed', async () => {
    const { files, schemaCode } = JSON.parse(
      (await call('GET', '/api/folder', own())).text,
    ) as FolderSnapshot;
    const coded = files.filter(({ text }) => schemaCode.some((each) => each.text === text));
    const expected = [
      ...['config', 'requests/event', 'requests/install'].map((name) => `schemas/kochava/${name}`),
      ...['destination', 'workflow', 'json-schema'].map((name) => `schemas/${name}`),
    ];
    for (const name of expected) {
      expect(coded.map(({ path }) => path)).toContainEqual(expect.stringContaining(`${name}.schema.json`));
    }
    expect(schemaCode.filter(({ code }) => !code?.includes('exports.make'))).toEqual([]);

    const typed = async (text: string) =>
      JSON.parse((await call('POST', '/api/schema', own(), text)).text) as SchemaCode;
    const { text, code, problem } = await typed('{"type":"string"}');
    expect([text, problem]).toEqual(['{"type":"string"}', undefined]);
    expect(code).toContain('typeof');
    expect((await typed('{"type":')).problem).toContain('JSON');
    expect((await typed('{"$ref":"#/definitions/none"}')).problem).toContain('#/definitions/none');
  });

  it('gives the goldens and the events', async () => {
    const goldens = JSON.parse((await call('GET', '/api/goldens', own())).text) as StudioFile[];
    expect(goldens.length).toBeGreaterThan(1);
    expect(goldens.every(({ path }) => path.startsWith(copy.goldenRoot))).toBe(true);
    expect((await call('GET', '/api/events', own())).text).toBe('{"type":"track"}\n');
  });
});

describe('saving', () => {
  it('replaces a file that is as it was read, and leaves nothing beside it', async () => {
    const { path, text, hash } = await fileNamed('parts/kind.yaml');
    const answer = await put(path, `${text}# more\n`, { 'if-match': `"${hash}"` });
    expect(answer.status).toBe(200);
    expect(readFileSync(path, 'utf8')).toBe(`${text}# more\n`);
    expect(JSON.parse(answer.text)).toEqual({ hash: (await fileNamed('parts/kind.yaml')).hash });
    expect(readdirSync(join(copy.folder, 'parts')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('refuses to overwrite what changed meanwhile, and gives what is there', async () => {
    const { path, text, hash } = await fileNamed('parts/users.yaml');
    writeFileSync(path, `# theirs\n${text}`);
    const answer = await put(path, `# mine\n${text}`, { 'if-match': hash });
    expect(answer.status).toBe(409);
    expect(JSON.parse(answer.text)).toMatchObject({ conflict: true, text: `# theirs\n${text}` });
    expect(readFileSync(path, 'utf8')).toBe(`# theirs\n${text}`);
  });

  it('refuses to overwrite a file that it was not told about, and to revive one that is gone', async () => {
    const { path } = await fileNamed('tables/systems.json');
    expect((await put(path, '{}')).status).toBe(409);
    const gone = await put(join(copy.folder, 'gone.json'), '{}', { 'if-match': 'x' });
    expect([gone.status, JSON.parse(gone.text)]).toEqual([409, { conflict: true }]);
  });

  it('makes a new golden with its folder', async () => {
    const path = join(copy.goldenRoot, 'processor/a-new-rule/input.json');
    expect((await put(path, '{}\n')).status).toBe(200);
    expect(readFileSync(path, 'utf8')).toBe('{}\n');
  });

  it('writes a schema that the manifest names', async () => {
    const path = join(copy.root, 'schemas/kochava/config.schema.json');
    const { text, hash } = await fileAt(path);
    expect((await put(path, `${text}\n`, { 'if-match': hash })).status).toBe(200);
  });

  it.each([
    ['a file elsewhere', () => join(copy.root, 'other.json')],
    ['a schema that is not named', () => join(copy.root, 'schemas/kochava/other.schema.json')],
    ['a way out of the folder', () => `${copy.folder}/../other.json`],
    ['a way out and back in', () => `${copy.folder}/../kochava/other.json`],
    ['a folder of nearly that name', () => `${copy.folder}-other/file.json`],
    ['a relative path', () => 'other.json'],
    ['nothing', () => ''],
    ['a NUL', () => `${copy.folder}/a\0.json`],
    ['what a program would run', () => join(copy.folder, 'runtime.js')],
    ['a folder', () => join(copy.folder, 'folder.json')],
    ['a link to a file', () => join(copy.folder, 'link.json')],
    ['a folder that is a link', () => join(copy.folder, 'away/new.json')],
    ['a folder below one that is a link', () => join(copy.folder, 'away/deeper/new.json')],
  ])('refuses %s', async (_, path) => {
    mkdirSync(join(copy.root, 'elsewhere'), { recursive: true });
    mkdirSync(join(copy.folder, 'folder.json'), { recursive: true });
    writeFileSync(join(copy.root, 'elsewhere/target.json'), '{}');
    if (!existsSync(join(copy.folder, 'away'))) {
      symlinkSync(join(copy.root, 'elsewhere'), join(copy.folder, 'away'));
      symlinkSync(join(copy.root, 'elsewhere/target.json'), join(copy.folder, 'link.json'));
    }
    const answer = await put(path(), '{"written":true}');
    expect([answer.status, codeOf(answer)]).toEqual([403, 'STUDIO_PATH']);
    expect(readdirSync(join(copy.root, 'elsewhere'))).toEqual(['target.json']);
    expect(readFileSync(join(copy.root, 'elsewhere/target.json'), 'utf8')).toBe('{}');
  });

  it('refuses a body that is too large or not text', async () => {
    const path = join(copy.folder, 'large.json');
    expect(codeOf(await put(path, 'x'.repeat(9 * 1024 * 1024)))).toBe('CALL_TOO_LARGE');
    expect(existsSync(path)).toBe(false);
  });
});

describe('watching', () => {
  it('reports files that are created, changed and deleted', async () => {
    const stop = new AbortController();
    const stream = await fetch(`${studio.origin}/api/changes`, { headers: own(), signal: stop.signal });
    const heard: string[] = [];
    const reading = (async () => {
      let text = '';
      for await (const chunk of stream.body as AsyncIterable<Uint8Array>) {
        text += Buffer.from(chunk).toString('utf8');
        const events = text.split('\n\n');
        text = events.pop() ?? '';
        heard.push(...events.map((event) => event.replace(/^data: /, '')));
      }
    })().catch(() => undefined);
    // Longer than the moment without changes for which the watcher waits.
    const until = async (found: () => boolean) => {
      while (!found()) {
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    };
    const path = join(copy.folder, 'watched.json');
    // The first look only learns what is there, and nobody knows when it is: so the file changes until that is heard.
    let content = 0;
    await until(() => {
      content += 1;
      writeFileSync(path, `{"a":${String(content)}}`);
      return heard.some((event) => event.includes('watched.json'));
    });
    rmSync(path);
    await until(() => heard.filter((event) => event.includes('watched.json')).length > 1);
    stop.abort();
    await reading;
    const about = heard
      .map((event) => JSON.parse(event) as StudioFile)
      .filter((change) => change.path === path);
    expect(about.at(0)?.text).toMatch(/^\{"a":\d+\}$/);
    expect(about.at(-1)?.text).toBeUndefined();
  });
});

describe('a run in the sandbox', () => {
  it('sends requests to a sandbox and gives its answers', async () => {
    const config = { apiKey: 'koacme' };
    const requests = [
      {
        version: '1',
        type: 'REST',
        method: 'POST',
        endpoint: 'https://control.kochava.com/track/json',
        headers: {},
        params: {},
        body: { JSON: { action: 'event' }, JSON_ARRAY: {}, XML: {}, FORM: {} },
        files: {},
      },
      { endpoint: 'https://evil.example/', method: 'POST', headers: {}, params: {}, body: {} },
    ];
    const answer = await call('POST', '/api/sandbox', own(), JSON.stringify({ requests, config }));
    const { answers } = JSON.parse(answer.text) as SandboxRunResult;
    expect(answer.status).toBe(200);
    expect(answers[0]).toMatchObject({
      status: expect.any(Number) as number,
      body: expect.any(String) as string,
    });
    expect(answers[1]).toMatchObject({ problem: expect.stringContaining('evil.example') as string });
  });

  it('says what is wrong with a call', async () => {
    expect(codeOf(await call('POST', '/api/sandbox', own(), '{"requests":1}'))).toBe('CALL_NOT_JSON');
  });
});
