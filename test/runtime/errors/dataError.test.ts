import { createError } from '../../../src/runtime/errors/destkitError';

it('an error of data has no stack, and leaves that of others as it is', () => {
  const limit = Error.stackTraceLimit;
  const { stack } = createError('EVENT_REJECTED', { message: 'no' });
  expect(stack).not.toContain('\n    at ');
  expect(Error.stackTraceLimit).toBe(limit);
  expect(new Error('another').stack).toContain('\n    at ');
});
