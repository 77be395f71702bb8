import { failure } from '../../../../src/runtime/destination/bindings/failure';

describe('$failure', () => {
  it('returns undefined for undefined', () => {
    expect(failure(undefined)).toBeUndefined();
  });

  it('makes an error of the language the event’s own', () => {
    expect(failure({ originalError: { code: 'T0410', message: 'wrong type' } })).toEqual({
      statusCode: 400,
      error: 'wrong type (T0410)',
      statTags: { errorCategory: 'dataValidation', errorType: 'instrumentation' },
    });
  });

  it('keeps what is not the event’s fault a 500', () => {
    expect(failure({ originalError: new Error('broken') })).toMatchObject({ statusCode: 500 });
  });
});
