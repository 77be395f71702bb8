import fc from 'fast-check';
import { compileExpression } from '../../../src/runtime/jsonata/compile';
import { bindings, compare, expressions, inputs } from './comparison';

const RUNS = 2000;

test(`agrees with the reference on ${String(RUNS)} generated expressions`, async () => {
  // The same expressions every time, so that a change is what a failure is about; `npm run fuzz` looks for new ones.
  const seed = Number(process.env.FUZZ_SEED ?? 20261124);
  const verdicts: Record<string, number> = {};
  const property = fc.asyncProperty(expressions, inputs, bindings, async (text, input, bound) => {
    const example = { text, input, bindings: bound };
    const { verdict, reference, compiled } = await compare(compileExpression, example);
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    if (verdict === 'different') {
      throw new Error(`reference ${JSON.stringify(reference)}, compiled ${JSON.stringify(compiled)}`);
    }
  });
  await fc.assert(property, { numRuns: RUNS, seed });
  console.log(`seed ${String(seed)}: ${JSON.stringify(verdicts)}`);
}, 300_000);
