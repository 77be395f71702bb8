import type { Destination } from '../../../src/runtime/destination/destination';
import { hostStatus } from '../../../src/io/delivery/hostStatus';
import { askJudge, judgeOf } from '../../../src/io/delivery/judge';
import { judgeByStatus, noVerdict } from '../../../src/io/delivery/verdict';

const endpoint = 'https://api.example/events';
const answered = (status: number) => ({ status, headers: { 'retry-after': '7' }, body: '' });

/** As much of a destination as the verdict needs. */
const destinationWith = (feature: string | undefined, run: () => Promise<unknown>) =>
  ({ hasFeature: (name: string) => name === feature, run }) as unknown as Destination;

const withWorkflow = (run: () => Promise<unknown>) =>
  askJudge(judgeOf(destinationWith('dataDelivery', run)), endpoint, answered(200));

describe('a destination without the feature dataDelivery', () => {
  const destination = destinationWith(undefined, () => Promise.reject(new Error('not called')));

  it.each([
    [204, 'delivered'],
    [302, 'rejected'],
    [400, 'rejected'],
    [401, 'credentials'],
    [403, 'credentials'],
    [408, 'retryable'],
    [429, 'retryable'],
    [500, 'retryable'],
  ])('gives status %d the verdict %s', async (status, verdict) => {
    const given = await askJudge(judgeOf(destination), endpoint, answered(status));
    expect(given.verdict).toBe(verdict);
    expect(given).toEqual(judgeByStatus(endpoint, answered(status)));
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
    expect(await withWorkflow(() => Promise.resolve(outcome))).toEqual(noVerdict({ status: 200 }));
    expect(noVerdict({ status: 200 }).verdict).toBe('retryable');
  });

  it('is retried when its workflow throws', async () => {
    expect(await withWorkflow(() => Promise.reject(new Error('deep')))).toEqual(noVerdict({ status: 200 }));
  });
});

describe('the status that a host receives', () => {
  it.each([
    ['delivered', 200, 200, undefined],
    ['delivered', 202, 202, undefined],
    ['delivered', 204, 200, undefined],
    ['delivered', 409, 200, undefined],
    ['rejected', 200, 400, 'aborted'],
    ['rejected', 302, 400, 'aborted'],
    ['rejected', 404, 400, 'aborted'],
    ['rejected', 408, 400, 'aborted'],
    ['rejected', 422, 422, 'aborted'],
    ['rejected', 429, 400, 'aborted'],
    ['rejected', 500, 400, 'aborted'],
    ['retryable', 200, 500, 'retryable'],
    ['retryable', 408, 500, 'retryable'],
    ['retryable', 429, 429, 'throttled'],
    ['retryable', 503, 503, 'retryable'],
    ['credentials', 200, 500, 'retryable'],
    ['credentials', 401, 500, 'retryable'],
    ['credentials', 403, 500, 'retryable'],
  ] as const)('for the verdict %s on status %i is %i', (verdict, answered, status, errorType) => {
    expect(hostStatus(verdict, answered)).toEqual({ status, errorType });
  });
});
