import { epochSeconds } from '../../../../src/runtime/destination/bindings/epochSeconds';

const at = (...parts: [number, number, number, number?, number?, number?]) => {
  const [year, month, ...others] = parts;
  return Date.UTC(year, month - 1, ...others) / 1000;
};

describe('$epochSeconds of an ISO 8601 text', () => {
  it.each([
    ['2026-03-02', at(2026, 3, 2)],
    ['2026-03-02T08:15', at(2026, 3, 2, 8, 15)],
    ['2026-03-02T08:15:30', at(2026, 3, 2, 8, 15, 30)],
    ['2026-03-02T08:15:30Z', at(2026, 3, 2, 8, 15, 30)],
    ['2026-03-02T08:15Z', at(2026, 3, 2, 8, 15)],
    ['2026-03-02T08:15:30.120Z', at(2026, 3, 2, 8, 15, 30)],
    ['2026-03-02T08:15:30.999Z', at(2026, 3, 2, 8, 15, 30)],
    ['2026-03-02T08:15:30.120456789Z', at(2026, 3, 2, 8, 15, 30)],
    ['2026-03-02 08:15:30', at(2026, 3, 2, 8, 15, 30)],
    ['2026-03-02 08:15:30.5Z', at(2026, 3, 2, 8, 15, 30)],
    ['2026-03-02t08:15:30z', at(2026, 3, 2, 8, 15, 30)],
    ['  2026-03-02T08:15:30Z\n', at(2026, 3, 2, 8, 15, 30)],
  ])('%j is %i', (text, expected) => {
    expect(epochSeconds(text)).toBe(expected);
  });

  it.each([
    ['2026-03-02T08:15:30+00:00', at(2026, 3, 2, 8, 15, 30)],
    ['2026-03-02T08:15:30+01:00', at(2026, 3, 2, 7, 15, 30)],
    ['2026-03-02T08:15:30.120+01:00', at(2026, 3, 2, 7, 15, 30)],
    ['2026-03-02T08:15:30-08:00', at(2026, 3, 2, 16, 15, 30)],
    ['2026-03-02T08:15:30+0530', at(2026, 3, 2, 2, 45, 30)],
    ['2026-03-02T00:15:30+14:00', at(2026, 3, 1, 10, 15, 30)],
    ['2026-12-31T23:59:59-00:30', at(2027, 1, 1, 0, 29, 59)],
    ['2026-03-02 08:15:30 +01:00', at(2026, 3, 2, 7, 15, 30)],
  ])('%j counts its zone: %i', (text, expected) => {
    expect(epochSeconds(text)).toBe(expected);
  });

  it.each([
    ['2024-02-29', at(2024, 2, 29)],
    ['2000-02-29T12:00:00.000Z', at(2000, 2, 29, 12)],
    ['2026-02-28', at(2026, 2, 28)],
    ['2026-01-31', at(2026, 1, 31)],
    ['2026-04-30', at(2026, 4, 30)],
  ])('%j is on the calendar', (text, expected) => {
    expect(epochSeconds(text)).toBe(expected);
  });

  it.each([
    ['2026-02-29'],
    ['2026-02-29T12:00:00.000Z'],
    ['2026-02-30'],
    ['2100-02-29'],
    ['2026-04-31'],
    ['2026-06-31'],
    ['2026-09-31'],
    ['2026-11-31'],
    ['2026-01-32'],
    ['2026-00-10'],
    ['2026-13-01'],
    ['2026-01-00'],
    ['2026-03-02T24:00:00Z'],
    ['2026-03-02T08:60:00Z'],
    ['2026-03-02T08:15:60Z'],
    ['2026-03-02T25:15:30.120Z'],
    ['2026-03-02T08:15:30+24:00'],
    ['2026-03-02T08:15:30+01:60'],
  ])('%j is on no calendar or clock', (text) => {
    expect(epochSeconds(text)).toBeUndefined();
  });

  it.each([
    ['2026-3-2'],
    ['26-03-02'],
    ['2026-03'],
    ['2026-03-02T'],
    ['2026-03-02T08'],
    ['2026-03-02Z'],
    ['2026-03-02T08:15:30,120Z'],
    ['2026-03-02T08:15:30.Z'],
    ['2026-03-02T08:15:30.12xZ'],
    ['2026-03-02T08:15:30.x20Z'],
    ['2026-03-02T08:15:30.120X'],
    ['2026-03-02T08:1x:30.120Z'],
    ['2026-03-02T08:15:30+1'],
    ['+002026-03-02T08:15:30Z'],
    ['12026-03-02'],
    ['2 March 2026'],
    ['Mon, 02 Mar 2026 08:15:30 GMT'],
    ['now'],
    [''],
    [' '],
  ])('%j has another form', (text) => {
    expect(epochSeconds(text)).toBeUndefined();
  });

  it.each([
    ['1970-01-01T00:00:01Z', 1],
    ['1970-01-01T00:00:01.999Z', 1],
    ['1969-12-31T23:00:01-01:00', 1],
    ['9999-12-31T23:59:59Z', 253402300799],
    ['9999-12-31T23:59:59.999Z', 253402300799],
  ])('%j is within the limits', (text, expected) => {
    expect(epochSeconds(text)).toBe(expected);
  });

  it.each([
    ['1970-01-01'],
    ['1970-01-01T00:00:00.999Z'],
    ['1970-01-01T01:00:00+01:00'],
    ['1969-12-31T23:59:59Z'],
    ['1900-01-01'],
    ['0000-01-01'],
    // JavaScript takes the years 0 to 99 for those of the 20th century.
    ['0071-01-01'],
    ['0099-12-31T00:00:00.000Z'],
    ['9999-12-31T23:59:59-01:00'],
  ])('%j is beyond the limits', (text) => {
    expect(epochSeconds(text)).toBeUndefined();
  });
});

describe('$epochSeconds of a number, or of digits', () => {
  it.each([
    [1772439330, 1772439330],
    [1772439330.9, 1772439330],
    [1, 1],
    [1.9, 1],
    [99999999999, 99999999999],
    [100000000000, 100000000],
    [1772439330120, 1772439330],
    [1772439330999, 1772439330],
    [253402300799000, 253402300799],
    [253402300799999, 253402300799],
  ])('%d is %i', (value, expected) => {
    expect(epochSeconds(value)).toBe(expected);
    expect(epochSeconds(String(value))).toBe(expected);
    expect(epochSeconds(` ${value} `)).toBe(expected);
  });

  it.each([[0], [0.9], [-1], [-1772439330], [253402300800000], [1e300], [Infinity], [-Infinity], [NaN]])(
    '%d is beyond the limits',
    (value) => {
      expect(epochSeconds(value)).toBeUndefined();
      expect(epochSeconds(String(value))).toBeUndefined();
    },
  );

  it.each([['+5'], ['1e9'], ['0x10'], ['1 772 439 330'], ['1,772,439,330'], ['9'.repeat(400)]])(
    '%j is no row of digits that says a time',
    (text) => {
      expect(epochSeconds(text)).toBeUndefined();
    },
  );
});

describe('$epochSeconds of anything else', () => {
  it.each([[undefined], [null], [true], [false], [[]], [['2026-03-02']], [{}], [{ valueOf: 5 }]])(
    'is undefined: %j',
    (value) => {
      expect(epochSeconds(value)).toBeUndefined();
    },
  );
});
