import { parse } from '../../../src/runtime/jsonata/compile';
import type { Ast } from '../../../src/runtime/jsonata/ast';
import { generate } from '../../../src/runtime/jsonata/emit/generate';
import type { Outcome, Probe } from '../../../src/runtime/jsonata/emit/probe';
import { instantiate } from '../../../src/runtime/jsonata/instantiate';
import { link } from '../../../src/runtime/jsonata/link';
import { kochavaExpressions } from '../workflow/kochavaExpressions';

/** A probe that counts everything, with names for what it counts. */
function probeAll(): Probe & { names: string[] } {
  const names: string[] = [];
  const counts: number[] = [];
  const counter = (node: Ast, outcome: Outcome) => {
    const name = `${node.type} ${outcome}`;
    const known = names.indexOf(name);
    if (known >= 0) {
      return known;
    }
    counts.push(0);
    return names.push(name) - 1;
  };
  return { names, counts, counter };
}

/** How often things happened that are not just that a node was reached. */
function outcomes(text: string, input: unknown): Record<string, number> {
  const probe = probeAll();
  const generated = generate(parse(text), { resolve: () => ({ kind: 'builtIn' }), probe }, false);
  link(instantiate(generated), text)(input, {});
  const entries = probe.names.map((name, index) => [name, probe.counts[index]] as const);
  return Object.fromEntries(entries.filter(([name, count]) => count && !name.endsWith(' reached'))) as Record<
    string,
    number
  >;
}

describe('code that counts', () => {
  it('passes on the values of arguments and items, and whether conditions hold', () => {
    const seen: [string, unknown][] = [];
    const watcher = (node: Ast) => (value: unknown) => seen.push([node.type, value]);
    const probe = { counts: [], counter: () => undefined, watcher };
    const text = '$exists(a) ? [$uppercase(a), 1] : (b ?: 2)';
    const generated = generate(parse(text), { resolve: () => ({ kind: 'builtIn' }), probe }, false);
    const run = link(instantiate(generated), text);
    run({ a: 'x' }, {});
    expect(seen.splice(0)).toEqual([
      ['path', 'x'],
      ['function', true],
      ['path', 'x'],
      ['function', 'X'],
      ['number', 1],
    ]);
    run({ b: 0 }, {});
    expect(seen).toEqual([
      ['path', undefined],
      ['function', false],
      ['path', false],
    ]);
  });

  it.each<[string, unknown, Record<string, number>]>([
    ['a ? 1 : 2', { a: true }, { 'condition then': 1 }],
    ['a ? 1 : 2', {}, { 'condition else': 1 }],
    ['a ? 1', {}, { 'condition else': 1 }],
    ['a and b', { a: true }, { 'binary right': 1 }],
    ['a and b', {}, {}],
    ['a or b', { a: true }, {}],
    ['a or b', {}, { 'binary right': 1 }],
    ['a ?? b', { a: 1 }, { 'condition then': 1 }],
    ['a ?? b', { b: 1 }, { 'condition else': 1 }],
    ['a ?: b', { a: 0 }, { 'condition else': 1 }],
    ['$map(a, function($x) { $x })', { a: [1, 2, 3] }, { 'lambda body': 3 }],
    ['($f := function($x) { $x }; 1)', {}, {}],
    [
      '($f := function($n) { $n > 0 ? $f($n - 1) : 0 }; $f(2))',
      {},
      { 'lambda body': 3, 'condition then': 2, 'condition else': 1 },
    ],
  ])('%s over %j', (text, input, expected) => {
    expect(outcomes(text, input)).toEqual(expected);
  });

  // What is counted is what runs otherwise: the same code, but for the lines that count.
  it('is otherwise the code that does not count, for each expression of Kochava', async () => {
    const resolve = () => ({ kind: 'builtIn' }) as const;
    for (const { text } of await kochavaExpressions()) {
      for (const environment of [{ resolve }, { resolve, ownedOutputs: new Set<string>() }]) {
        for (const mayBeArray of [false, true]) {
          const plain = generate(parse(text), environment, mayBeArray).source;
          const counting = generate(parse(text), { ...environment, probe: probeAll() }, mayBeArray).source;
          expect(plain).not.toMatch(/\bcounts\b/);
          expect(withoutCounting(counting)).toBe(plain);
        }
      }
    }
  });
});

function withoutCounting(source: string): string {
  return source.replace(/counts\[[^\]]*\] \+= 1;[ \n]/g, '').replace(/const counts = .*\n/, '');
}
