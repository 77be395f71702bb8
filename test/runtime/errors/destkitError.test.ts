import { createError } from '../../../src/runtime/errors/destkitError';

const at = { file: 'w.yaml', line: 12, column: 5 };

describe('where an error arose', () => {
  it('can be added by callers that know more, without replacing what is known', () => {
    const error = createError('EVENT_REJECTED', { message: 'no' }, { step: 'inner' });
    error
      .locate({ step: 'outer', destination: 'weather', at })
      .locate({ destination: 'other', expression: '$x' });
    expect(error.where).toEqual({
      step: 'inner',
      destination: 'weather',
      at,
      expression: '$x',
      frame: undefined,
    });
  });
});

describe('the report of an error', () => {
  it('has no key without a value, and no lines of the file', () => {
    const error = createError('EVENT_REJECTED', { message: 'no' }, { frame: '> 1 | secret' });
    expect(Object.keys(error.toJSON()).sort()).toEqual(['code', 'message', 'statTags', 'status']);
  });

  it('has a place of its own, which a host may change', () => {
    const error = createError('EVENT_REJECTED', { message: 'no' }, { at, step: 'a', expression: '$x' });
    const report = error.toJSON();
    expect(report).toMatchObject({ at, step: 'a', expression: '$x', status: 400 });
    expect(report.at).not.toBe(at);
  });
});
