import { shapes as plainShapes } from '../../../src/runtime/jsonata/runtime/plainShapes';
import { shapes } from '../../../src/runtime/jsonata/runtime/shapes';

const keys = ['always', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
const isOptional = keys.map((key) => (key === 'always' ? 0 : 1));
const values = keys.map((_, index) => index);

describe('objects of the fields that are there', () => {
  test('have those in their order, however often their like was made', () => {
    const plain = plainShapes(keys, isOptional);
    const makers = shapes(keys, isOptional);
    const differing: number[] = [];
    for (let round = 0; round < 40; round++) {
      for (let mask = 0; mask < 512; mask++) {
        if (JSON.stringify(makers(mask)(...values)) !== JSON.stringify(plain(mask)(...values))) {
          differing.push(mask);
        }
      }
    }
    expect(differing).toEqual([]);
    expect(makers(0b101)(...values)).toEqual({ always: 0, a: 1, c: 3 });
  });

  test('get a function of their own only when they are common', () => {
    const makers = shapes(keys, isOptional);
    const isKept = (mask: number) => makers(mask) === makers(mask);
    for (let round = 0; round < 7; round++) {
      expect(isKept(0b11)).toBe(false);
    }
    makers(0b11);
    makers(0b11);
    expect(isKept(0b11)).toBe(true);
    expect(isKept(0b10)).toBe(false);
  });

  test('are counted within bounds', () => {
    const many = Array.from({ length: 14 }, (_, index) => `key${String(index)}`);
    const makers = shapes(
      many,
      many.map(() => 1),
    );
    for (let round = 0; round < 15; round++) {
      makers(0);
    }
    for (let mask = 1; mask <= 5_000; mask++) {
      makers(mask);
    }
    makers(0);
    expect(makers(0)).not.toBe(makers(0));
  });
});
