import { shapes as plainShapes, type Gather, type Make } from './plainShapes';

const MOST_SHAPES = 256;

/** From which use on a mask is common. To make a function takes as long as to make ten objects field after field. */
const COMMON = 16;
const MOST_COUNTED = 4096;

/**
 * Functions that make objects with some of the given keys, by the mask of those optional keys that are there. Each is a
 * literal once its mask is common, so that all objects with the same keys have the same shape from then on.
 *
 * @param isOptional 1 for each key that may be missing, 0 for the others
 */
export function shapes(keys: readonly string[], isOptional: readonly number[]): (mask: number) => Make {
  const makers = new Map<number, Make>();
  const uses = new Map<number, number>();
  const rare = plainShapes(keys, isOptional);
  return (mask) => {
    const known = makers.get(mask);
    if (known) {
      return known;
    }
    const count = (uses.get(mask) ?? 0) + 1;
    if (count < COMMON) {
      clearWhenFull(uses, MOST_COUNTED);
      uses.set(mask, count);
      return rare(mask);
    }
    uses.delete(mask);
    clearWhenFull(makers, MOST_SHAPES);
    const maker = createMaker(keys, isOptional, mask);
    makers.set(mask, maker);
    return maker;
  };
}

function clearWhenFull(map: Map<number, unknown>, most: number): void {
  if (map.size >= most) {
    map.clear();
  }
}

function createMaker(keys: readonly string[], isOptional: readonly number[], mask: number): Make {
  let bit = 0;
  const fields = keys.flatMap((key, index) => {
    const isThere = isOptional[index] === 0 || (mask & (1 << bit++)) !== 0;
    return isThere ? [`${JSON.stringify(key)}: v${String(index)}`] : [];
  });
  const parameters = keys.map((_, index) => `v${String(index)}`).join(', ');
  // The text has nothing but keys that the expression spells out, through JSON.stringify.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Function(parameters, `return {${fields.join(', ')}};`) as Make;
}

/**
 * A function that gathers fields by going through what an object has, once. Reading field after field by name is slow
 * where the objects come in many shapes, as those of events do.
 */
export function createGather(keys: readonly string[]): Gather {
  const names = keys.map((_, index) => `v${String(index)}`);
  const cases = keys.map((key, index) => `case ${JSON.stringify(key)}: v${String(index)} = o[k]; break;`);
  const fields = keys.map((key, index) => `${literalKey(key)}: v${String(index)}`);
  const source = [
    `let ${names.join(', ')};`,
    `for (const k in o) if (hasOwnProperty.call(o, k)) switch (k) { ${cases.join(' ')} }`,
    `return {${fields.join(', ')}};`,
  ].join('\n');
  // The text has nothing but keys of a table, through JSON.stringify.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function(
    `const { hasOwnProperty } = Object.prototype; return function gather(o) {\n${source}\n};`,
  )() as Gather;
}

/** A key of an object literal; in brackets, `__proto__` is a key like any other. */
function literalKey(key: string): string {
  return key === '__proto__' ? '["__proto__"]' : JSON.stringify(key);
}
