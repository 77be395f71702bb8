import fc from 'fast-check';
import { compileExpression, type Bindings } from '../../src/jsonata/compile';

interface Case {
  text: string;
  input: unknown;
  bindings: Bindings | undefined;
}

interface Comparison {
  verdict: string;
  reference: unknown;
  compiled: unknown;
}

/** The modules of `npm run fuzz`, which are JavaScript so that it needs no build of its own. */
const { compare } = jest.requireActual<{
  compare: (compile: typeof compileExpression, example: Case) => Promise<Comparison>;
}>('../../scripts/differential/compare');
const { expressions } = jest.requireActual<{ expressions: fc.Arbitrary<string> }>(
  '../../scripts/differential/grammar',
);
const { bindings, inputs } = jest.requireActual<{
  bindings: fc.Arbitrary<Bindings | undefined>;
  inputs: fc.Arbitrary<unknown>;
}>('../../scripts/differential/inputs');

const RUNS = 2000;

test(`agrees with the reference on ${String(RUNS)} generated expressions`, async () => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
  const verdicts: Record<string, number> = {};
  const property = fc.asyncProperty(expressions, inputs, bindings, async (text, input, bound) => {
    const { verdict, reference, compiled } = await compare(compileExpression, {
      text,
      input,
      bindings: bound,
    });
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    if (verdict === 'different') {
      throw new Error(`reference ${JSON.stringify(reference)}, compiled ${JSON.stringify(compiled)}`);
    }
  });
  await fc.assert(property, { numRuns: RUNS, seed });
  console.log(`seed ${String(seed)}: ${JSON.stringify(verdicts)}`);
}, 300_000);
