import { ensure } from '../../../../src/runtime/destination/bindings/ensure';

test('$ensure rejects the event unless the condition holds', () => {
  expect(ensure('x', 'no')).toBe(true);
  expect(() => ensure('', 'no')).toThrow(
    expect.objectContaining({ code: 'EVENT_REJECTED', message: 'no', status: 400 }) as Error,
  );
});
