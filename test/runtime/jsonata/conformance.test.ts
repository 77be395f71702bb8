import jsonata from 'jsonata';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileExpression, type Bindings, type GuardOptions } from '../../../src/runtime/jsonata/compile';

/** A case of the official suite. What it expects is not read: the reference itself is asked. */
interface SuiteCase {
  expr?: string;
  'expr-file'?: string;
  dataset?: string | null;
  data?: unknown;
  bindings?: Bindings;
  timelimit?: number;
  depth?: number;
}

interface Outcome {
  result?: string | undefined;
  code?: string;
}

/** Results that differ from one evaluation to the next. */
const isRandom = (text: string) => /\$(random|shuffle|now|millis)\b/.test(text);

/** Codes for one and the same limit. */
const tooDeep = new Set(['U1001', 'D1011', 'D1012']);

const suite = process.env.JSONATA_SUITE;

if (suite === undefined || !existsSync(join(suite, 'groups'))) {
  console.log('The official JSONata suite is not run: JSONATA_SUITE does not name its folder.');
  test.skip('agrees with the reference on the official suite', () => undefined);
} else {
  test('agrees with the reference on the official suite', () => runSuite(suite), 600_000);
}

async function runSuite(folder: string): Promise<void> {
  const reasons: Record<string, number> = {};
  const differences: unknown[] = [];
  let compiled = 0;
  let unparsed = 0;
  for (const { name, example, text } of readCases(folder)) {
    const guards: GuardOptions = { timeout: example.timelimit, stack: example.depth };
    const reference = await outcomeOf(() => evaluateReference(text, guards, folder, example));
    let mode: string | undefined;
    const own = await outcomeOf(() => {
      const expression = compileExpression(text, guards);
      mode = expression.mode;
      if (expression.reason !== undefined) {
        reasons[expression.reason] = (reasons[expression.reason] ?? 0) + 1;
      }
      return expression.evaluate(readInput(folder, example), example.bindings);
    });
    compiled += mode === 'compiled' ? 1 : 0;
    unparsed += mode === undefined ? 1 : 0;
    if (!agree(reference, own, text)) {
      differences.push({ name, text, reference, own });
    }
  }
  const interpreted = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  console.log(
    `${compiled} compiled; ${interpreted} by the reference ${JSON.stringify(reasons)}; ${unparsed} do not parse`,
  );
  expect(differences).toEqual([]);
  expect(compiled / (compiled + interpreted)).toBeGreaterThanOrEqual(0.97);
}

function* readCases(folder: string): Generator<{ name: string; example: SuiteCase; text: string }> {
  const groups = join(folder, 'groups');
  for (const group of readdirSync(groups)) {
    for (const file of readdirSync(join(groups, group)).filter((each) => each.endsWith('.json'))) {
      const content = readJson(join(groups, group, file)) as SuiteCase | SuiteCase[];
      for (const [index, example] of [content].flat().entries()) {
        const text = example.expr ?? readFileSync(join(groups, group, example['expr-file'] ?? ''), 'utf8');
        yield { name: `${group}/${file}/${String(index)}`, example, text };
      }
    }
  }
}

/** A new copy each time, so that neither side sees what the other may have done to it. */
function readInput(folder: string, { dataset, data }: SuiteCase): unknown {
  if (dataset === null) {
    return undefined;
  }
  if (data !== undefined || dataset === undefined) {
    return data === undefined ? undefined : (JSON.parse(JSON.stringify(data)) as unknown);
  }
  return readJson(join(folder, 'datasets', `${dataset}.json`));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function evaluateReference(
  text: string,
  { timeout, stack }: GuardOptions,
  folder: string,
  example: SuiteCase,
): Promise<unknown> {
  const limits = {
    ...(timeout === undefined ? {} : { timeout }),
    ...(stack === undefined ? {} : { stack }),
  };
  return (await jsonata(text, limits).evaluate(readInput(folder, example), example.bindings)) as unknown;
}

async function outcomeOf(evaluate: () => unknown): Promise<Outcome> {
  try {
    return { result: toText(await evaluate()) };
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return { code: code ?? String(message) };
  }
}

function toText(value: unknown): string | undefined {
  return JSON.stringify(value, (_, item: unknown) => (isFunction(item) ? '<function>' : item));
}

function isFunction(value: unknown): boolean {
  const marks = (value ?? {}) as { _jsonata_lambda?: boolean; _jsonata_function?: boolean };
  return typeof value === 'function' || marks._jsonata_lambda === true || marks._jsonata_function === true;
}

function agree(reference: Outcome, own: Outcome, text: string): boolean {
  if (reference.code !== undefined) {
    const isLimit = tooDeep.has(reference.code) && tooDeep.has(own.code ?? '');
    return reference.code === own.code || isLimit;
  }
  return own.code === undefined && (isRandom(text) || reference.result === own.result);
}
