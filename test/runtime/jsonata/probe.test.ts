import { parse } from '../../../src/runtime/jsonata/compile';
import type { Ast } from '../../../src/runtime/jsonata/ast';
import { generate } from '../../../src/runtime/jsonata/emit/generate';
import type { Outcome, Probe } from '../../../src/runtime/jsonata/emit/probe';
import { generateSeries, type SeriesStep } from '../../../src/runtime/jsonata/emit/series';
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

  it('is so for a series of steps, too', () => {
    const probe = probeAll();
    const step = (name: string, text: string, condition?: string): SeriesStep => ({
      name,
      ...(condition === undefined ? {} : { condition: { ast: parse(condition), text: condition } }),
      body: { ast: parse(text), text },
      isOwned: false,
      isFinal: false,
    });
    const steps = [step('a', '{"b": x ? 1}', 'x = 1'), step('c', '$outputs.a.b')];
    const options = {
      name: 'test',
      resolve: () => ({ kind: 'builtIn' }) as const,
      variable: 'outputs',
      owned: new Set<string>(),
      keepsOutputs: true,
      sparse: new Set<string>(),
      runForArray: () => undefined,
    };
    const counted = steps.map((each, index) => ({
      ...each,
      ...(each.condition ? { condition: { ...each.condition, probe } } : {}),
      body: 'ast' in each.body ? { ...each.body, probe } : each.body,
      counters: { counts: probe.counts, taken: 100 + index, skipped: 200 + index },
    }));
    const counting = generateSeries(counted, options).source;
    expect(counting).toMatch(/counts\[\w+ \? 100 : 200\] \+= 1;/);
    expect(counting).toContain('counts[101] += 1;');
    expect(withoutCounting(counting)).toBe(generateSeries(steps, options).source);
  });
});

function withoutCounting(source: string): string {
  return source.replace(/counts\[[^\]]*\] \+= 1;[ \n]/g, '').replace(/const counts = .*\n/, '');
}
