import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { hasGit } from '../hasGit';
import { temporaryFolder } from '../temporaryFolder';
import { root } from '../tools/docs/markdown';
import { CommentApi } from './api';
import { blockOf, createRepository, run, runAction } from './repository';

const MARKER = '<!-- destkit check -->';
const TOKEN = 'token-of-the-job';
const api = new CommentApi();
let url = '';

beforeAll(async () => {
  url = await api.listen();
});

afterAll(() => api.close());

beforeEach(() => {
  api.comments.length = 0;
  api.calls.length = 0;
  api.refuseWith = undefined;
});

/** The variables of a job for pull request 7. */
function job(more: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const [event, summary] = [join(folder, 'event.json'), join(folder, 'summary.md')];
  writeFileSync(event, '{"pull_request": {"number": 7}}');
  writeFileSync(summary, '');
  const variables = {
    ...{
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: 'acme/shop',
      DESTKIT_COMMENT: 'true',
    },
    ...{ GITHUB_EVENT_PATH: event, GITHUB_STEP_SUMMARY: summary, GITHUB_TOKEN: TOKEN },
    ...more,
  };
  return { variables, readSummary: () => readFileSync(summary, 'utf8') };
}

/** Publishes a report with this text. */
function publish(text: string, variables: Record<string, string>) {
  const file = join(mkdtempSync(join(temporaryFolder(), 'report-')), 'report.md');
  writeFileSync(file, `${MARKER}\n${text}\n`);
  return run(process.execPath, [join(root, 'action/comment.js'), file], root, variables);
}

const writes = () => api.calls.filter(({ method }) => method !== 'GET').map(({ method }) => method);

describe('the comment on a pull request', () => {
  it('is created once, then updated', async () => {
    api.add('Looks good to me.', 'reviewer');
    const { variables, readSummary } = job();
    const first = await publish('first', variables);
    const second = await publish('second', variables);
    expect([first, second]).toEqual([
      { code: 0, stdout: 'The comment is created.\n', stderr: '' },
      { code: 0, stdout: 'The comment is updated.\n', stderr: '' },
    ]);
    expect(api.comments.map(({ body }) => body)).toEqual(['Looks good to me.', `${MARKER}\nsecond\n`]);
    expect(writes()).toEqual(['POST', 'PATCH']);
    expect(new Set(api.calls.map(({ token }) => token))).toEqual(new Set([`Bearer ${TOKEN}`]));
    expect(readSummary()).toBe('');
  });

  it('is found behind a hundred other comments', async () => {
    Array.from({ length: 100 }, () => api.add('Another comment.', 'reviewer'));
    const id = api.add(`${MARKER}\r\nold`, 'github-actions[bot]');
    await publish('new', job().variables);
    expect(api.comments[id - 1]?.body).toBe(`${MARKER}\nnew\n`);
    expect(writes()).toEqual(['PATCH']);
  });

  it('is not one of another user, and not one with another marker', async () => {
    api.add(`${MARKER}\nforged`, 'stranger');
    api.add('<!-- destkit check other -->\nof another job', 'github-actions[bot]');
    api.add(`> ${MARKER}\n\nquoted`, 'github-actions[bot]');
    await publish('new', job().variables);
    expect(writes()).toEqual(['POST']);
    expect(api.comments[0]?.body).toBe(`${MARKER}\nforged`);
  });

  it('belongs to the user of the token', async () => {
    api.add(`${MARKER}\nold`, 'acme-bot');
    await publish('new', job({ DESTKIT_COMMENT_AUTHOR: 'acme-bot' }).variables);
    expect(writes()).toEqual(['PATCH']);
  });

  it.each([403, 404, 500])('goes to the summary if the API answers %d', async (status) => {
    api.refuseWith = status;
    const { variables, readSummary } = job();
    const { code, stdout } = await publish('text', variables);
    expect([code, stdout]).toEqual([
      0,
      `::notice title=destkit::The comment could not be written: POST returned ${String(status)}\n`,
    ]);
    expect(readSummary()).toBe(`${MARKER}\ntext\n`);
  });

  it('goes to the summary if the API cannot be reached', async () => {
    const { variables, readSummary } = job({ GITHUB_API_URL: 'http://127.0.0.1:1' });
    expect((await publish('text', variables)).code).toBe(0);
    expect(readSummary()).toBe(`${MARKER}\ntext\n`);
  });

  it.each([{ GITHUB_TOKEN: '' }, { DESTKIT_COMMENT: 'false' }, { GITHUB_EVENT_PATH: '' }])(
    'is not written with %j: the report goes to the summary',
    async (more) => {
      const { variables, readSummary } = job(more);
      expect(await publish('text', variables)).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(readSummary()).toBe(`${MARKER}\ntext\n`);
      expect(api.calls).toEqual([]);
    },
  );
});

(hasGit ? describe : describe.skip)('the check with a comment', () => {
  it('is created by the action, and a refusal does not change the exit code', async () => {
    const folder = await createRepository();
    const { variables, readSummary } = job({ DESTKIT_BASE: 'HEAD' });
    expect((await runAction(folder, variables)).code).toBe(0);
    expect(api.comments.map(({ body }) => body.split('\n')[1])).toEqual(['### destkit check: passed']);
    api.refuseWith = 403;
    expect((await runAction(folder, variables)).code).toBe(0);
    expect(readSummary()).toContain('### destkit check: passed');
  });
});

describe("the note of GitLab's job", () => {
  it('is created once, then updated', async () => {
    const job = (parse(blockOf('gitlab')) as Record<string, { after_script: string[] }>)[
      'check-destinations'
    ];
    const variables = {
      CI_API_V4_URL: url,
      CI_PROJECT_ID: '5',
      CI_MERGE_REQUEST_IID: '7',
      DESTKIT_TOKEN: TOKEN,
    };
    const folder = temporaryFolder();
    const publishNote = (text: string, token: object = {}) => {
      writeFileSync(join(folder, 'destkit.md'), `${MARKER}\n${text}\n`);
      const script = job?.after_script.join('\n') ?? '';
      return run('sh', ['-c', script], folder, { ...variables, ...token });
    };
    api.add(`${MARKER}\nforged`, 'stranger');
    expect((await publishNote('first', { DESTKIT_TOKEN: '' })).code).toBe(0);
    expect(api.calls).toEqual([]);
    const results = [await publishNote('first'), await publishNote('second')];
    expect(results).toEqual([0, 0].map((code) => ({ code, stdout: '', stderr: '' })));
    expect(writes()).toEqual(['POST', 'PUT']);
    expect(api.comments.map(({ body }) => body)).toEqual([`${MARKER}\nforged`, `${MARKER}\nsecond\n`]);
    expect(new Set(api.calls.map(({ token }) => token))).toEqual(new Set([TOKEN]));
  });
});
