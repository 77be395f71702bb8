import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Binding,
  BindingDocs,
  BindingExample,
} from '../../../../src/runtime/destination/bindings/binding';
import { bindings, createRuntime, runtimeNames } from '../../../../src/runtime/destination/bindings/runtime';
import { ConfigChecker } from '../../../../src/runtime/destination/configChecker';
import { nodeHashes } from '../../../../src/runtime/destination/nodeHashes';
import { builtInNames } from '../../../../src/runtime/jsonata/runtime/builtIns';
import { toPlain } from '../../../../src/runtime/jsonata/plain';
import { createCompiledEngine } from '../../../../src/runtime/workflow/compiledEngine';
import { describeFailure } from '../../../../src/runtime/workflow/failure';
import { createReferenceEngine } from '../../../../src/runtime/workflow/workflowEngine';

const folder = join(__dirname, '../../../../src/runtime/destination/bindings');

interface BindingFile {
  binding?: Binding;
  docs?: BindingDocs;
}

/** The files that export a binding or the docs of one, by name. */
const files = new Map(
  readdirSync(folder)
    .map((file): [string, BindingFile] => [file.replace('.ts', ''), jest.requireActual(join(folder, file))])
    .filter(([, { binding, docs }]) => binding ?? docs),
);

describe('the list of bindings', () => {
  it('has every file of the folder that exports a binding', () => {
    expect([...bindings.keys()].sort()).toEqual([...files.keys()].sort());
    for (const [name, { binding, docs }] of files) {
      expect([name, bindings.get(name)]).toEqual([name, binding]);
      expect([name, typeof docs]).toEqual([name, 'object']);
    }
  });

  it('has no name of the language', () => {
    expect(runtimeNames.filter((name) => (builtInNames as readonly string[]).includes(name))).toEqual([]);
  });

  it('is all that a workflow gets, besides its executor', () => {
    const names = Object.keys(createRuntime(new ConfigChecker(undefined, nodeHashes), nodeHashes));
    expect([...names, 'compiledExecutor']).toEqual(runtimeNames);
  });
});

const runtime = createRuntime(new ConfigChecker(undefined, nodeHashes), nodeHashes);
const engines = { compiled: createCompiledEngine, reference: createReferenceEngine };

async function run(engine: keyof typeof engines, expression: string): Promise<object> {
  const workflow = {
    name: 'example',
    executor: 'compiledExecutor',
    bindings: [{ path: './runtime' }],
    steps: [{ name: 'only', template: expression }],
  };
  const source = { file: 'example.yaml', workflow, expressions: [], steps: [] };
  const further = { templates: new Map(), tables: new Map(), inner: new Map() };
  try {
    const built = await engines[engine]({ ...source, ...further }, { folder: __dirname, runtime });
    return { gives: toPlain((await built.run({})).output) };
  } catch (thrown) {
    return { throws: describeFailure(thrown).message };
  }
}

const examples = [...files].flatMap(([name, { docs }]) =>
  (docs?.examples ?? []).map((example): [string, string, BindingExample] => [
    name,
    example.expression,
    example,
  ]),
);

describe.each(['compiled', 'reference'] as const)('an example, run by the %s engine,', (engine) => {
  it.each(examples)('of $%s gives what its docs say: %s', async (name, expression, example) => {
    expect(expression).toContain(`$${name}(`);
    expect({ expression, ...(await run(engine, expression)) }).toEqual(example);
  });
});

describe('a binding', () => {
  it.each([...files])(
    '%s has examples, which agree with what the compiler may assume',
    (name, { binding, docs }) => {
      const { gives = 'anything', always = false, shape } = binding ?? {};
      const values = (docs?.examples ?? [])
        .filter(({ expression }) => new RegExp(`^\\$${name}\\([^()]*\\)$`).test(expression))
        .flatMap((example) => ('gives' in example ? [example.gives] : []));
      expect(docs?.examples.length).toBeGreaterThan(0);
      for (const value of values.filter((each) => always || each !== undefined)) {
        expect(['argument', 'anything', 'single', typeof value]).toContain(gives);
        expect([name, shape === 'scalar' && typeof value === 'object']).toEqual([name, false]);
      }
    },
  );
});
