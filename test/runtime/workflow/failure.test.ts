import { createError } from '../../../src/runtime/errors/destkitError';
import { describeFailure } from '../../../src/runtime/workflow/failure';
import { StepFailure } from '../../../src/runtime/workflow/stepFailure';

const withStatus = (status: number) => Object.assign(new Error('no'), { status });

describe('what a workflow threw', () => {
  it.each<[string, unknown, string, number]>([
    ['an error that blames the event', withStatus(422), 'EVENT_REJECTED', 400],
    ['an error that may be tried again', withStatus(503), 'WORKFLOW_FAILED', 500],
    ['an error of code', new TypeError('x is not a function'), 'WORKFLOW_FAILED', 500],
    [
      'the stack of an event that is nested too deeply',
      new RangeError('Maximum call stack size exceeded'),
      'EVENT_TOO_DEEP',
      400,
    ],
    [
      'a string or an array that is longer than JavaScript allows',
      new RangeError('Invalid array length'),
      'EXPRESSION_FAILED',
      400,
    ],
    ['undefined', undefined, 'WORKFLOW_FAILED', 500],
    ['null', null, 'WORKFLOW_FAILED', 500],
    ['a string', 'oops', 'WORKFLOW_FAILED', 500],
  ])('%s becomes one error of the catalogue', (_what, thrown, code, status) => {
    const error = describeFailure(thrown);
    expect([error.code, error.status, error.where.step]).toEqual([code, status, undefined]);
    expect(error.message).not.toContain('undefined');
  });

  it('is the same error when it is one of the catalogue already', () => {
    const error = createError('EVENT_FILTERED', { reason: 'noise' });
    expect(describeFailure(new StepFailure('kind', error))).toBe(error);
    expect(error.where.step).toBe('kind');
  });

  it('names the step, its child, and the steps of the workflows that they run', () => {
    const child = new StepFailure('group', new StepFailure('child', withStatus(400)));
    expect(describeFailure(child).where.step).toBe('group.child');
    const inner = StepFailure.in('parts', new StepFailure('price', withStatus(400)));
    const error = describeFailure(StepFailure.around('body', inner));
    expect([error.code, error.message, error.where.step]).toEqual(['EVENT_REJECTED', 'no', 'body.price']);
  });

  it('ends where a failure wraps itself', () => {
    const endless: { stepName: string; message: string; error?: unknown } = { stepName: 'a', message: 'no' };
    endless.error = endless;
    expect(describeFailure(endless).where.step).toBe('a');
  });
});

describe('the status of a failed step', () => {
  it.each<[unknown, number]>([
    [{ response: { status: 429 }, status: 400 }, 429],
    [{ status: 418 }, 418],
    [{ code: 'T2001' }, 400],
    [{ code: 'ECONNRESET' }, 500],
    [undefined, 500],
  ])('of %j is %i', (thrown, status) => {
    expect(new StepFailure('a', thrown).status).toBe(status);
  });
});
