import { filterOut } from '../../../../src/runtime/destination/bindings/filterOut';

test('$filterOut filters the event when the condition holds', () => {
  expect(filterOut('', 'no')).toBe(false);
  expect(() => filterOut(1, 'why')).toThrow(
    expect.objectContaining({ code: 'EVENT_FILTERED', message: 'why', status: 298 }) as Error,
  );
});
