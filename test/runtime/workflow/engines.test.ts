import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Engine } from '../../../src/runtime/workflow/engine';
import { describeFailure } from '../../../src/runtime/workflow/failure';
import type { WorkflowShape, WorkflowSource } from '../../../src/runtime/workflow/source';
import { TextDocument } from '../../../src/runtime/schema/document';
import { withInnerSteps, type StepShape } from '../../../src/runtime/workflow/stepShape';
import { toPlain } from '../../../src/runtime/jsonata/plain';
import { createReferenceEngine } from '../../../src/runtime/workflow/workflowEngine';
import { createCompiledEngine } from '../../../src/runtime/workflow/compiledEngine';
import { compiledExecutor } from '../../../src/runtime/workflow/compiledExecutor';
import {
  DefaultWorkflowExecutor,
  TemplateType,
  WorkflowEngineFactory,
  type Workflow,
  type WorkflowExecutionError,
  type WorkflowExecutor,
} from '@rudderstack/workflow-engine';
import { temporaryFolder } from '../../temporaryFolder';

const folder = temporaryFolder();
writeFileSync(
  join(folder, 'inner.yaml'),
  [
    'name: inner',
    'templateType: jsonata',
    'executor: compiledExecutor',
    'bindings: [{path: ./runtime}]',
    'steps:',
    '  - name: check',
    '    template: $refuse(n < 0, "negative")',
    '  - name: twice',
    '    template: n * 2',
  ].join('\n'),
);
/** A workflow that others run; its result may lack fields, or come from any of its steps. */
function writeInner(name: string, steps: string): void {
  const head = `name: ${name}\ntemplateType: jsonata\nexecutor: compiledExecutor\nbindings: [{path: ./runtime}]\n`;
  writeFileSync(join(folder, `${name}.yaml`), `${head}steps: ${steps}\n`);
}
writeInner(
  'record',
  '[{name: first, template: "{\\"a\\": a, \\"b\\": b, \\"list\\": [a, b], \\"deep\\": {\\"x\\": a, \\"y\\": b}}"}, {name: second, condition: more, template: "{\\"a\\": $outputs.first.deep.x, \\"c\\": more ? $outputs.first.deep}"}]',
);
writeInner(
  'readByField',
  '[{name: got, inputTemplate: "{\\"a\\": a, \\"b\\": b, \\"more\\": more}", externalWorkflow: {path: record.yaml}}, {name: out, template: "{\\"a\\": $outputs.got.a, \\"b\\": $exists($outputs.got.b), \\"x\\": $outputs.got.c.x, \\"list\\": $outputs.got.list, \\"type\\": $type($outputs.got.a), \\"keys\\": $keys($outputs.got.deep)}"}]',
);
writeInner(
  'readWhole',
  '[{name: got, inputTemplate: "{\\"a\\": a, \\"b\\": b, \\"more\\": more}", externalWorkflow: {path: record.yaml}}, {name: out, template: "{\\"keys\\": $keys($outputs.got), \\"a\\": $outputs.got.a, \\"all\\": [$outputs.got]}"}]',
);
writeInner('middle', '[{name: within, externalWorkflow: {path: inner.yaml}}, {name: after, template: "1"}]');
writeInner('clock', '[{name: read, template: "$millis()"}]');
writeFileSync(join(folder, 'part.jsonata'), '{"fromFile": n}');

const runtime = {
  refuse: (condition: unknown, message: string) => {
    if (condition) {
      throw Object.assign(new Error(message), { status: 422 });
    }
    return 'fine';
  },
  later: async (value: unknown) => Promise.resolve(value),
  plain: (input: { n: number }) => ({ output: input.n + 100 }),
};

/** A workflow as reading it would give it, with the files that it names. */
function sourceOf(file: string, workflow: WorkflowShape): WorkflowSource {
  const open = (path: string) => new TextDocument(path, readFileSync(join(folder, path), 'utf8'));
  const steps = workflow.steps.flatMap(withInnerSteps);
  const named = <T>(pathOf: (step: StepShape) => string | undefined, read: (path: string) => T) =>
    new Map(steps.flatMap((step) => pathOf(step) ?? []).map((path) => [path, read(path)]));
  return {
    file,
    workflow,
    expressions: [],
    steps: [],
    templates: named(({ templatePath }) => templatePath, open),
    tables: new Map(),
    inner: new Map(),
    innerByPath: named(
      ({ externalWorkflow }) => externalWorkflow?.path,
      (path) => sourceOf(path, open(path).value as WorkflowShape),
    ),
  };
}

/** A workflow of these steps on both engines. */
async function build(steps: string): Promise<Record<'compiled' | 'reference', Engine>> {
  const workflow = {
    name: 'test',
    bindings: [{ path: './runtime' }],
    executor: 'compiledExecutor',
    steps: parse(steps) as unknown,
  };
  const source = sourceOf('test.yaml', workflow as unknown as WorkflowShape);
  const options = { folder, runtime };
  return {
    compiled: await createCompiledEngine(source, options),
    reference: await createReferenceEngine(source, options),
  };
}

/** What an engine makes of an input, in a form that can be compared. */
async function observe(engine: Engine, input: unknown): Promise<unknown> {
  try {
    const { output, outputs } = await engine.run(input, Date.UTC(2026, 0, 1));
    return { output: toPlain(output), outputs: toPlain(outputs) };
  } catch (thrown) {
    const { code, message, status, where } = describeFailure(thrown);
    return { code, message, status, step: where.step };
  }
}

const workflows: [name: string, steps: string, inputs: unknown[]][] = [
  [
    'steps see the input and earlier outputs',
    '[{name: a, template: n + 1}, {name: b, template: "$outputs.a * 10 + n"}]',
    [{ n: 1 }, { n: 'x' }, {}],
  ],
  [
    'a condition skips a step',
    '[{name: a, template: "1"}, {name: b, condition: n > 1, template: "2"}]',
    [{ n: 1 }, { n: 2 }, {}],
  ],
  [
    'a condition counts by JavaScript',
    '[{name: a, template: "1"}, {name: b, condition: list, template: "2"}]',
    [{ list: [] }, { list: [0] }, { list: {} }, { list: '' }],
  ],
  [
    'else replaces a skipped step',
    '[{name: a, condition: n > 1, template: "2", else: {name: c, template: "$refuse(n = 0, \\"zero\\")"}}]',
    [{ n: 1 }, { n: 2 }, { n: 0 }],
  ],
  [
    'onComplete ends the workflow',
    '[{name: a, condition: n > 1, template: "\\"early\\"", onComplete: return}, {name: b, template: "\\"late\\""}]',
    [{ n: 1 }, { n: 2 }],
  ],
  [
    'onError goes on',
    '[{name: a, onError: continue, template: "$refuse(true, \\"no\\")"}, {name: b, template: "{\\"a\\": $outputs.a}"}]',
    [{}],
  ],
  [
    'an input template prepares the input',
    '[{name: a, inputTemplate: "{\\"m\\": n}", template: m}]',
    [{ n: 5 }],
  ],
  [
    'a loop keeps each item to itself',
    '[{name: a, inputTemplate: list, loopOverInput: true, template: "$refuse($ = 2, \\"two\\")"}, {name: b, template: "$outputs.a.(error ? error.status : output)"}]',
    [{ list: [1, 2, 3] }, { list: [] }, { list: 5 }],
  ],
  [
    'a loop condition skips items',
    '[{name: a, inputTemplate: list, loopOverInput: true, loopCondition: "$ > 1", template: "$ * 2"}]',
    [{ list: [1, 2] }],
  ],
  [
    'nested steps',
    '[{name: a, steps: [{name: x, template: n}, {name: y, template: $outputs.a.x + 1}]}, {name: b, template: "$outputs.a"}]',
    [{ n: 1 }, { n: '1' }],
  ],
  [
    'nested steps that end early',
    '[{name: a, steps: [{name: x, condition: "n = 1", template: "\\"x\\"", onComplete: return}, {name: y, template: "\\"y\\""}]}]',
    [{ n: 1 }, { n: 2 }],
  ],
  ['identity', '[{name: a, identity: true}, {name: b, template: $outputs.a.n}]', [{ n: 1 }]],
  ['a template in a file', '[{name: a, templatePath: part.jsonata}]', [{ n: 1 }]],
  [
    '$doReturn gives the step its value',
    '[{name: a, template: "(n = 1 ? $doReturn({\\"done\\": [n]}); \\"not done\\")"}]',
    [{ n: 1 }, { n: 2 }],
  ],
  [
    '$assert rejects with 400',
    '[{name: a, template: "$assert(n = 1, \\"n must be 1\\")"}]',
    [{ n: 1 }, { n: 2 }],
  ],
  ['$doThrow has a status', '[{name: a, template: "$doThrow(\\"teapot\\", 418)"}]', [{}]],
  [
    'the context lasts a run',
    '[{name: a, template: "$setContext(\\"k\\", n)"}, {name: b, template: $context.k}]',
    [{ n: 1 }, { n: 2 }],
  ],
  [
    "the host's bindings hide JSONata's",
    '[{name: a, template: "$sum([1, 2])"}, {name: b, template: "$values(o)"}]',
    [{ o: { x: 1, y: 2 } }],
  ],
  ['the clock stands still', '[{name: a, template: "[$millis(), $now()]"}]', [{}]],
  [
    'results carry no marks of sequences',
    '[{name: a, template: "{\\"names\\": items.name, \\"one\\": items[0].name[]}"}, {name: b, template: "[$outputs.a.names, $outputs.a.one]"}, {name: c, template: "$outputs.a.one"}]',
    [{ items: [{ name: 'x' }, { name: 'y' }] }, { items: [{ name: 'x' }] }],
  ],
  ['an external workflow', '[{name: a, externalWorkflow: {path: inner.yaml}}]', [{ n: 2 }, { n: -1 }]],
  [
    'a failure two workflows down',
    '[{name: a, externalWorkflow: {path: middle.yaml}}, {name: b, template: "$outputs.a + 1"}]',
    [{ n: 2 }, { n: -1 }, { n: 'x' }],
  ],
  [
    'an external workflow in a loop',
    '[{name: a, loopOverInput: true, externalWorkflow: {path: inner.yaml}}, {name: b, template: "[$map($outputs.a, function($r) { $exists($r.error) ? $r.error.message : $r.output })]"}]',
    [[{ n: 1 }, { n: -1 }, { n: 3 }]],
  ],
  [
    'an input template that gives an array',
    '[{name: a, inputTemplate: list, template: n}, {name: b, inputTemplate: list, template: "[$map($, function($v) { $v.n })]"}, {name: c, inputTemplate: list, template: "{\\"n\\": n, \\"count\\": $count($$)}"}]',
    [{ list: [{ n: 1 }, { n: 2 }] }, { list: [{ n: 1 }] }, { list: [] }, { list: { n: 3 } }, {}],
  ],
  ...['readByField', 'readWhole', 'record'].map((inner): (typeof workflows)[number] => [
    `what another workflow gives: ${inner}`,
    `[{name: a, externalWorkflow: {path: ${inner}.yaml}}, {name: b, template: "[$outputs.a, $outputs.a.a, $outputs.a.deep.x]"}]`,
    [
      ...[{}, { a: 1 }, { a: [1, [2]], b: null }, { a: [], b: [[1]] }, { a: { x: 1 }, b: 'b' }],
      ...[{ more: true }, { a: [{ x: 1 }], more: 1 }, { a: 0, b: 2, more: {} }, { a: '', b: '', more: [0] }],
    ],
  ]),
  ['a function', '[{name: a, functionName: plain}, {name: b, template: $outputs.a}]', [{ n: 1 }]],
  ['a batch', '[{name: a, type: batch, batches: [{key: all, options: {length: 2}}]}]', [[1, 2, 3]]],
  ['an asynchronous binding', '[{name: a, template: "$later(n) + 1"}]', [{ n: 1 }]],
  ['$eval', '[{name: a, template: "$eval(\\"n + 1\\")"}]', [{ n: 1 }]],
  [
    'errors of the language',
    '[{name: a, template: "$lowercase(n)"}, {name: b, template: n + "x"}]',
    [{ n: 1 }, { n: 'x' }, {}],
  ],
  ['a call of nothing', '[{name: a, template: "$nothing(n)"}]', [{ n: 1 }]],
  [
    'an input that is an array',
    '[{name: a, template: "$.n"}, {name: b, template: "$count($$)"}, {name: c, template: "{\\"n\\": n}"}]',
    [[{ n: 1 }, { n: 2 }], [{ n: 1 }], []],
  ],
];

describe.each(workflows)('%s', (_name, steps, inputs) => {
  it.each(inputs.map((input) => [JSON.stringify(input), input]))(
    'gives the same on both engines for %s',
    async (_text, input) => {
      const { compiled, reference } = await build(steps);
      const before = JSON.stringify(input);
      const expected = await observe(reference, input);
      expect(await observe(compiled, input)).toEqual(expected);
      expect(JSON.stringify(input)).toBe(before);
    },
  );
});

describe('the compiled engine', () => {
  it('does not wait when nothing is asynchronous', async () => {
    const { compiled } = await build('[{name: a, template: n}]');
    expect(compiled.run({ n: 1 })).toMatchObject({ output: 1 });
  });

  it('gives all workflows of a run the same instant, and each run its own', async () => {
    const { compiled } = await build(
      '[{name: a, template: "$millis()"}, {name: b, externalWorkflow: {path: clock.yaml}}, {name: c, template: "[$outputs.a, $outputs.b, $millis()]"}]',
    );
    expect(compiled.run({}, 1000)).toMatchObject({ output: [1000, 1000, 1000] });
    expect(compiled.run({}, 2000)).toMatchObject({ output: [2000, 2000, 2000] });
    const { compiled: overArray } = await build(
      '[{name: a, inputTemplate: list, externalWorkflow: {path: clock.yaml}}, {name: b, template: "[$outputs.a, $millis()]"}]',
    );
    expect(overArray.run({ list: [1, 2] }, 3000)).toMatchObject({ output: [3000, 3000] });
    const [first, ...others] = (compiled.run({}) as { output: number[] }).output;
    expect(Math.abs((first ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(others).toEqual([first, first]);
  });

  it('gives a result that shares nothing with the input', async () => {
    const { compiled } = await build(
      '[{name: a, template: "{\\"deep\\": $$.o}"}, {name: b, template: "{\\"a\\": $outputs.a, \\"o\\": o, \\"list\\": [o.list]}"}]',
    );
    const input = { o: { list: [{ x: 1 }] } };
    const { output, isPlain } = compiled.run(input) as {
      output: { o: object; a: { deep: object }; list: object[] };
      isPlain: boolean;
    };
    expect(isPlain).toBe(true);
    expect(output).toEqual({ a: { deep: input.o }, o: input.o, list: [{ x: 1 }] });
    expect([output.o, output.a.deep]).not.toContain(input.o);
    expect(output.list[0]).not.toBe(input.o.list[0]);
  });
});

describe('compiledExecutor in a host', () => {
  it("fails with the host's error, its step and its status", async () => {
    const workflow = {
      name: 'hosted',
      executor: 'compiledExecutor',
      steps: [{ name: 'shout', template: '$uppercase(n)' }],
    } as Workflow;
    const engine = await WorkflowEngineFactory.create(workflow, {
      rootPath: folder,
      templateType: TemplateType.JSONATA,
      creationTimeBindings: { compiledExecutor },
    });
    expect(await engine.execute({ n: 'a' })).toMatchObject({ output: 'A' });
    await expect(engine.execute({ n: 5 })).rejects.toMatchObject({
      workflowName: 'hosted',
      stepName: 'shout',
      status: 400,
      originalError: { code: 'T0410' },
    });
  });

  it('takes bindings that only some runs have', async () => {
    const workflow = {
      name: 'hosted',
      executor: 'compiledExecutor',
      steps: [{ name: 'read', template: '[$extra, $other]' }],
    } as Workflow;
    const engine = await WorkflowEngineFactory.create(workflow, {
      rootPath: folder,
      templateType: TemplateType.JSONATA,
      creationTimeBindings: { compiledExecutor },
    });
    expect((await engine.execute({})).output).toEqual([]);
    expect((await engine.execute({}, { extra: 1 })).output).toEqual([1]);
    expect((await engine.execute({}, { other: 2 })).output).toEqual([2]);
    expect((await engine.execute({}, { extra: 1, other: 2 })).output).toEqual([1, 2]);
  });

  /** A workflow in a host; the steps run by the compiled executor or by workflow-engine's own. */
  const hosted = (steps: object[], executor: WorkflowExecutor, templateType = TemplateType.JSONATA) =>
    WorkflowEngineFactory.create({ name: 'hosted', executor: 'chosen', steps } as Workflow, {
      rootPath: folder,
      templateType,
      creationTimeBindings: {
        chosen: executor,
        compiledExecutor: executor,
        fail: () => {
          throw Object.assign(new Error('no'), { status: 418 });
        },
        refuse: runtime.refuse,
      },
    });
  const outcomes = async (steps: object[], input: unknown, templateType?: TemplateType) =>
    Promise.all(
      [compiledExecutor, DefaultWorkflowExecutor.INSTANCE].map(async (executor) => {
        try {
          const engine = await hosted(structuredClone(steps), executor, templateType);
          return toPlain(await engine.execute(input));
        } catch (thrown) {
          const { message, status, stepName, childStepName, originalError } =
            thrown as WorkflowExecutionError;
          return { message, status, stepName, childStepName, original: originalError.message };
        }
      }),
    );

  it.each([
    ['in a group', [{ name: 'outer', steps: [{ name: 'child', functionName: 'fail' }] }]],
    ['in a group of expressions', [{ name: 'outer', steps: [{ name: 'child', template: '$fail()' }] }]],
    ['alone', [{ name: 'only', functionName: 'fail' }]],
    [
      'beside a function',
      [
        {
          name: 'outer',
          steps: [
            { name: 'one', template: '$fail()' },
            { name: 'two', functionName: 'fail' },
          ],
        },
      ],
    ],
  ])('names the step and the child that failed as workflow-engine does: %s', async (_name, steps) => {
    const [ours, theirs] = await outcomes(steps, {});
    expect(theirs).toMatchObject({ status: 418, original: 'no' });
    expect(ours).toEqual(theirs);
  });

  /** The classes, places and messages of a failure and of those inside it, from the outside in. */
  function failuresIn(thrown: unknown): object[] {
    const { message, status, workflowName, stepName, childStepName, error } =
      thrown as Partial<WorkflowExecutionError>;
    const own = { class: thrown?.constructor.name, message, status, workflowName, stepName, childStepName };
    return error === undefined || error === thrown ? [own] : [own, ...failuresIn(error)];
  }

  it.each([
    ['of a child', [{ name: 'outer', steps: [{ name: 'child', template: '$fail()' }] }], 3],
    ['of a function', [{ name: 'outer', steps: [{ name: 'child', functionName: 'fail' }] }], 3],
    ['of a workflow', [{ name: 'inner', externalWorkflow: { path: 'refusing.yaml' } }], 3],
    [
      'of a workflow of a child',
      [{ name: 'outer', steps: [{ name: 'child', externalWorkflow: { path: 'refusing.yaml' } }] }],
      4,
    ],
    ['of an assertion', [{ name: 'only', template: '$assert(false, "never")' }], 2],
  ])('fails with the same failures inside as workflow-engine: %s', async (_name, steps, depth) => {
    writeFileSync(
      join(folder, 'refusing.yaml'),
      'name: refusing\nexecutor: chosen\nsteps: [{name: check, template: "$refuse(true, \\"no\\")"}]\n',
    );
    const [ours, theirs] = await Promise.all(
      [compiledExecutor, DefaultWorkflowExecutor.INSTANCE].map(async (executor) => {
        const engine = await hosted(structuredClone(steps), executor);
        return engine.execute({}).then(() => [], failuresIn);
      }),
    );
    expect(theirs).toHaveLength(depth);
    expect(ours).toEqual(theirs);
  });

  it('gives the failure of an item of a loop as workflow-engine does', async () => {
    const steps = [{ name: 'each', loopOverInput: true, template: '$refuse($ > 1, "no")' }];
    const [ours, theirs] = await Promise.all(
      [compiledExecutor, DefaultWorkflowExecutor.INSTANCE].map(async (executor) => {
        const engine = await hosted(structuredClone(steps), executor);
        const { output } = (await engine.execute([2])) as { output: { error: { error: Error } }[] };
        return failuresIn(output[0]?.error.error).map((each) => ({ ...each, class: undefined }));
      }),
    );
    expect(theirs).toHaveLength(2);
    expect(ours).toEqual(theirs);
  });

  it.each([
    ['.n', { n: 1 }],
    ['{ a: .n ?? 7 }', {}],
    ['[.list.n]', { list: [{ n: 1 }, { n: 2 }] }],
    ['.n + 1', { n: 'x' }],
    ['n', { n: 1 }],
  ])('leaves a template of the other language to workflow-engine: %s', async (template, input) => {
    const [ours, theirs] = await outcomes([{ name: 'only', template }], input, TemplateType.JSON_TEMPLATE);
    expect(ours).toEqual(theirs);
  });

  it('leaves a workflow of the other language, which a step runs, to workflow-engine', async () => {
    writeFileSync(
      join(folder, 'other.yaml'),
      'name: other\ntemplateType: jsontemplate\nexecutor: compiledExecutor\nsteps: [{name: only, template: "{ a: .n ?? 7 }"}]\n',
    );
    const steps = [
      { name: 'inner', externalWorkflow: { path: 'other.yaml' } },
      { name: 'after', template: '$outputs.inner' },
    ];
    const [ours, theirs] = await outcomes(steps, { n: 3 });
    expect(ours).toMatchObject({ output: { a: 3 } });
    expect(ours).toEqual(theirs);
  });
});
