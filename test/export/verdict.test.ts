import { judgeByStatus } from '../../src/delivery/verdict';
import type { Destination } from '../../src/destination/destination';
import { judge, noVerdict } from '../../src/export/bundled/verdict';

const request = { endpoint: 'https://api.example/events' };
const answered = (status: number) => ({ status, headers: { 'retry-after': '7' }, body: '' });

/** As much of a destination as the verdict needs. */
const destinationWith = (features: object, run: () => Promise<unknown>) =>
  ({ manifest: { features }, run }) as unknown as Destination;

const withWorkflow = (run: () => Promise<unknown>) =>
  judge(destinationWith({ dataDelivery: 'dataDelivery.yaml' }, run), request, answered(200));

describe('a destination without the feature dataDelivery', () => {
  const destination = destinationWith({}, () => Promise.reject(new Error('not called')));

  it.each([
    [204, 'delivered'],
    [302, 'rejected'],
    [400, 'rejected'],
    [401, 'credentials'],
    [403, 'credentials'],
    [408, 'retryable'],
    [429, 'retryable'],
    [500, 'retryable'],
  ])('gives status %d the verdict %s, as delivery does', async (status, verdict) => {
    const given = await judge(destination, request, answered(status));
    expect(given.verdict).toBe(verdict);
    expect(given).toEqual(judgeByStatus(request.endpoint, answered(status)));
  });
});

describe('a destination with the feature dataDelivery', () => {
  it('gives the verdict of its workflow', async () => {
    const output = { verdict: 'rejected', message: 'no such app' };
    expect(await withWorkflow(() => Promise.resolve({ outcome: 'transformed', output }))).toEqual(output);
  });

  it.each([
    ['has no output', { outcome: 'rejected', error: { message: 'failed' } }],
    ['gives an unknown verdict', { outcome: 'transformed', output: { verdict: 'maybe', message: '' } }],
    ['gives no message', { outcome: 'transformed', output: { verdict: 'rejected' } }],
    ['gives null', { outcome: 'transformed', output: null }],
  ])('is retried when its workflow %s', async (_name, outcome) => {
    expect(noVerdict.verdict).toBe('retryable');
    expect(await withWorkflow(() => Promise.resolve(outcome))).toEqual(noVerdict);
  });

  it('is retried when its workflow throws', async () => {
    expect(await withWorkflow(() => Promise.reject(new Error('deep')))).toEqual(noVerdict);
  });
});
