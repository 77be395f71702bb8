import { TemplateType, WorkflowEngineFactory, type Workflow } from '@rudderstack/workflow-engine';
import { parse } from 'yaml';
import { createCheck, readSchema, readText } from './schemaFile';

const check = createCheck(readSchema('workflow.schema.json'));

const oneThing =
  'must do exactly one thing (template, templatePath, functionName, externalWorkflow, identity, steps, ' +
  'workflowStepPath, type: batch, type: custom)';

/** A step that does something, so that a test can be about the rest of it. */
const yields = { name: 'a', template: '1' };

function withSteps(...steps: unknown[]): object {
  return { templateType: 'jsonata', steps };
}

function withBinding(binding: unknown): object {
  return { ...withSteps(yields), bindings: [binding] };
}

/** Builds a workflow with the engine itself, which alters what it is given. */
async function build(workflow: object): Promise<unknown> {
  const executor = { execute: () => Promise.resolve([]) };
  const options = {
    rootPath: __dirname,
    templateType: TemplateType.JSONATA,
    bindingProvider: { provide: () => Promise.resolve({ a: 1, b: 2 }) },
    parentBindings: { a: 1 },
    creationTimeBindings: { fn: () => ({}), executor, provider: { provide: () => executor } },
  };
  return WorkflowEngineFactory.create(structuredClone(workflow) as Workflow, options);
}

test.each(['procWorkflow', 'rtWorkflow'])('%s of Kochava is valid', (name) => {
  expect(check(parse(readText(`destinations/kochava/${name}.yaml`)))).toEqual([]);
});

describe('the workflow', () => {
  test.each<[string, unknown, string[]]>([
    ['is not an object', 'steps', ['must be an object']],
    ['lacks everything', {}, ['templateType is required', 'steps is required']],
    [
      'has the wrong case',
      { templateType: 'JSONata', steps: [yields] },
      ['templateType must be exactly "jsonata": the host silently treats anything else as json-template'],
    ],
    [
      'has a misspelt key',
      { templatetype: 'jsonata', steps: [yields] },
      ['templatetype is not a known key; did you mean templateType?'],
    ],
    ['has no steps', withSteps(), ['steps must not be empty']],
    ['has steps by name', { templateType: 'jsonata', steps: { a: yields } }, ['steps must be an array']],
    ['has an unknown key', { ...withSteps(yields), timeout: 5 }, ['timeout is not a known key']],
    ['has an odd executor', { ...withSteps(yields), executor: 5 }, ['executor must be a string']],
  ])('%s', (_, workflow, expected) => {
    expect(check(workflow)).toEqual(expected);
  });

  test.each(['compiledExecutor', 'myOwn', undefined])('may name any executor: %s', (executor) => {
    const workflow = { name: 'w', ...withSteps(yields), ...(executor && { executor }) };
    expect(check(workflow)).toEqual([]);
  });
});

const validBindings: object[] = [
  { path: './runtime' },
  { name: 'a', path: './runtime' },
  { name: ['a', 'b'], path: './runtime' },
  { name: 'all', path: './runtime', exportAll: true },
  { name: 'limit', value: 5 },
  { name: 'names', value: ['x'] },
  { name: 'empty', value: {} },
  { name: 'a', fromParent: true },
];

const whence = 'bindings[0] must have exactly one of path, value, fromParent; it has';

describe('bindings', () => {
  test.each(validBindings)('%j is valid, and the engine takes it', async (binding) => {
    expect(check(withBinding(binding))).toEqual([]);
    await expect(build(withBinding(binding))).resolves.toBeDefined();
  });

  test.each<[unknown, string[]]>([
    ['./runtime', ['bindings[0] must be an object']],
    [{}, [`${whence} none of them`]],
    [{ name: 'a' }, [`${whence} none of them`]],
    [{ name: 'a', exportAll: true }, [`${whence} none of them`]],
    [{ name: 'a', path: './a', value: 1 }, [`${whence} path and value`]],
    [{ name: 'a', pth: './a' }, ['bindings[0].pth is not a known key; did you mean path?']],
    [{ value: 1 }, ['bindings[0].name is required']],
    [{ fromParent: true }, ['bindings[0].name is required']],
    [{ path: './a', exportAll: true }, ['bindings[0].name is required']],
    [
      { name: ['a', 'b'], value: 1 },
      ['bindings[0].name must be one name: an array selects exports of a path'],
    ],
    [
      { name: ['a'], path: './a', exportAll: true },
      ['bindings[0].name must be one name: an array selects exports of a path'],
    ],
    [{ name: [], path: './a' }, ['bindings[0].name must not be empty']],
    [{ name: ['a', 'a'], path: './a' }, ['bindings[0].name must not have equal entries (0 and 1)']],
    [{ name: 5, path: './a' }, ['bindings[0].name must be a string or an array']],
    [{ name: 'a', path: './a', exportAll: false }, ['bindings[0].exportAll must be true']],
    [{ name: 'a', value: 1, exportAll: true }, ['bindings[0].value is not allowed beside exportAll']],
  ])('%j is not', (binding, expected) => {
    expect(check(withBinding(binding))).toEqual(expected);
  });

  test.each([0, false, '', null])('%j is no value to the engine', (value) => {
    expect(check(withBinding({ name: 'a', value }))).toEqual([
      'bindings[0].value must not be 0, false, "" or null: the engine treats them as missing',
    ]);
  });
});

const batches = [{ key: 'all' }];

const validSteps: object[] = [
  yields,
  { name: 'A1', description: 'why', template: '1', debug: true, onError: 'continue', type: 'simple' },
  { name: 'a', identity: true, condition: '1', onComplete: 'return' },
  { name: 'a', functionName: 'fn', inputTemplate: '$' },
  { ...yields, loopOverInput: true, loopCondition: '1' },
  { ...yields, loopOverInput: false },
  { ...yields, condition: 'x', else: { name: 'b', condition: 'y', template: '2', else: { ...yields } } },
  { name: 'a', steps: [yields, { name: 'b', type: 'batch', batches }, { ...yields, name: 'c' }] },
  { name: 'a', type: 'workflow', steps: [yields], loopOverInput: true },
  { ...yields, condition: '1', else: { name: 'b', steps: [yields] } },
  { name: 'a', type: 'batch', batches },
  { name: 'a', type: 'batch', batches: [{ key: 'x', disabled: true, filter: '1', map: '2' }] },
  { name: 'a', type: 'batch', batches: [{ key: 'x', options: { size: 1000, length: 10 } }] },
  { name: 'a', type: 'batch', executor: 'executor' },
  { name: 'a', type: 'custom', executor: 'executor', params: { x: 1 } },
  { name: 'a', type: 'custom', provider: 'provider', loopOverInput: true },
];

/** Steps that name files, which the engine would read. */
const validFileSteps: object[] = [
  { name: 'a', templatePath: './a.jsonata' },
  { name: 'a', externalWorkflow: { path: './other.yaml' }, loopOverInput: true },
  {
    name: 'a',
    externalWorkflow: { path: './o.yaml', rootPath: './o', bindings: [{ name: 'a', fromParent: true }] },
  },
  { name: 'a', workflowStepPath: './step.yaml' },
];

/** What the engine refuses as well. */
const refusedSteps: [object, string[]][] = [
  [{ template: '1' }, ['steps[0].name is required']],
  [{ name: 'my step', template: '1' }, ['steps[0].name must be letters and digits, starting with a letter']],
  [{ name: 'my_step', template: '1' }, ['steps[0].name must be letters and digits, starting with a letter']],
  [{ name: '1st', template: '1' }, ['steps[0].name must be letters and digits, starting with a letter']],
  [{ name: '', template: '1' }, ['steps[0].name must be letters and digits, starting with a letter']],
  [{ name: 'a' }, [`steps[0] ${oneThing}; it has none of them`]],
  [{ name: 'a', type: 'simple' }, [`steps[0] ${oneThing}; it has none of them`]],
  [{ name: 'a', tempalte: '1' }, ['steps[0].tempalte is not a known key; did you mean template?']],
  [{ name: 'a', template: '' }, ['steps[0].template must not be empty']],
  [{ name: 'a', identity: false }, ['steps[0].identity must be true']],
  [{ name: 'a', steps: [] }, ['steps[0].steps must not be empty']],
  [{ ...yields, else: { ...yields, name: 'b' } }, ['steps[0].condition is required beside else']],
  [{ ...yields, condition: '1', else: { template: '1' } }, ['steps[0].else.name is required']],
  [{ ...yields, loopCondition: '1' }, ['steps[0].loopOverInput is required beside loopCondition']],
  [
    { ...yields, loopCondition: '1', loopOverInput: false },
    ['steps[0].loopOverInput must be true beside loopCondition'],
  ],
  [{ ...yields, onComplete: 'return' }, ['steps[0].condition is required beside "onComplete: return"']],
  [
    { name: 'a', steps: [{ name: 'b', steps: [yields] }] },
    ['steps[0].steps[0].steps is not allowed in a step inside a step: steps nest only once'],
  ],
  [
    { name: 'a', steps: [{ ...yields, condition: '1', else: { name: 'b', steps: [yields] } }] },
    ['steps[0].steps[0].else.steps is not allowed in a step inside a step: steps nest only once'],
  ],
  [
    { name: 'a', type: 'batch', batches, loopOverInput: true },
    ['steps[0].loopOverInput is not supported with "type: batch"'],
  ],
  [
    { name: 'a', type: 'batch' },
    ['steps[0] must have exactly one of batches, executor; it has none of them'],
  ],
  [
    { name: 'a', type: 'batch', batches, executor: 'executor' },
    ['steps[0] must have exactly one of batches, executor; it has batches and executor'],
  ],
  [
    { name: 'a', type: 'custom' },
    ['steps[0] must have exactly one of provider, executor; it has none of them'],
  ],
  [
    { name: 'a', type: 'custom', provider: 'provider', executor: 'executor' },
    ['steps[0] must have exactly one of provider, executor; it has provider and executor'],
  ],
  [{ name: 'a', batches }, ['steps[0].batches is only allowed with "type: batch"']],
  [{ name: 'a', provider: 'provider' }, ['steps[0].provider is only allowed with "type: custom"']],
  [
    { name: 'a', executor: 'executor' },
    ['steps[0].executor is only allowed with "type: batch" or "type: custom"'],
  ],
];

/** What the engine takes without doing what it says. */
const deceptiveSteps: [unknown, string[]][] = [
  ['template', ['steps[0] must be an object']],
  [{ ...yields, identity: true }, [`steps[0] ${oneThing}; it has template and identity`]],
  [{ ...yields, steps: [yields] }, [`steps[0] ${oneThing}; it has template and steps`]],
  [{ ...yields, mappings: true }, ['steps[0].mappings is not a known key']],
  [{ ...yields, params: {} }, ['steps[0].params is only allowed with "type: custom"']],
  [{ ...yields, onComplete: 'stop' }, ['steps[0].onComplete must be one of "return", "continue"']],
  [{ ...yields, onError: 'ignore' }, ['steps[0].onError must be one of "return", "continue"']],
  [{ ...yields, loopOverInput: 'true' }, ['steps[0].loopOverInput must be a boolean']],
  [{ ...yields, template: 5 }, ['steps[0].template must be a string']],
  [{ ...yields, condition: true }, ['steps[0].condition must be a string']],
  [
    { ...yields, type: 'bacth' },
    ['steps[0].type must be one of "simple", "workflow", "batch", "custom"; did you mean "batch"?'],
  ],
  [
    { ...yields, type: 'batch', batches },
    [
      'steps[0].template is not allowed beside "type: batch" or "type: custom": a step does exactly one thing',
    ],
  ],
  [
    { name: 'a', type: 'custom', executor: 'executor', batches },
    ['steps[0].batches is only allowed with "type: batch"'],
  ],
  [
    { name: 'a', type: 'batch', batches: [{ key: 'x', map: '1' }] },
    ['steps[0].batches[0].filter is required beside map: the engine ignores a map without it'],
  ],
  [{ name: 'a', type: 'batch', batches: [{}] }, ['steps[0].batches[0].key is required']],
  [
    { name: 'a', type: 'batch', batches: [{ key: 'x', options: { size: 0, lenght: 5 } }] },
    [
      'steps[0].batches[0].options.lenght is not a known key; did you mean length?',
      'steps[0].batches[0].options.size must be at least 1',
    ],
  ],
  [{ name: 'a', externalWorkflow: './o.yaml' }, ['steps[0].externalWorkflow must be an object']],
  [
    { name: 'a', externalWorkflow: { pth: './o.yaml' } },
    ['steps[0].externalWorkflow.pth is not a known key; did you mean path?'],
  ],
  [
    { name: 'a', steps: [{ ...yields, conditon: '1', else: { ...yields } }] },
    ['steps[0].steps[0].conditon is not a known key; did you mean condition?'],
  ],
];

describe('steps', () => {
  test.each(validSteps)('%j is valid, and the engine takes it', async (step) => {
    expect(check(withSteps(step))).toEqual([]);
    await expect(build(withSteps(step))).resolves.toBeDefined();
  });

  test.each(validFileSteps)('%j is valid', (step) => {
    expect(check(withSteps(step))).toEqual([]);
  });

  test.each(refusedSteps)('%j is not, and the engine refuses it', async (step, expected) => {
    expect(check(withSteps(step))).toEqual(expected);
    await expect(build(withSteps(step))).rejects.toThrow();
  });

  test.each(deceptiveSteps)('%j is not', (step, expected) => {
    expect(check(withSteps(step))).toEqual(expected);
  });
});
