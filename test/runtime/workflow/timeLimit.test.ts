import { createCompiledEngine } from '../../../src/runtime/workflow/compiledEngine';
import type { Engine } from '../../../src/runtime/workflow/engine';
import { describeFailure } from '../../../src/runtime/workflow/failure';
import type { WorkflowShape, WorkflowSource } from '../../../src/runtime/workflow/source';
import type { StepShape } from '../../../src/runtime/workflow/stepShape';
import { createReferenceEngine } from '../../../src/runtime/workflow/workflowEngine';

const LIMIT = 50;

/** @param inner step -> the workflow that it runs, whose path has the same name */
function sourceOf(steps: StepShape[], inner: [string, WorkflowSource][] = []): WorkflowSource {
  const workflow: WorkflowShape = {
    name: 'test',
    bindings: [{ path: './runtime' }],
    executor: 'compiledExecutor',
    steps,
  };
  return {
    file: 'test.yaml',
    workflow,
    expressions: [],
    steps: [],
    templates: new Map(),
    tables: new Map(),
    inner: new Map(inner),
    innerByPath: new Map(inner),
  };
}

const options = { folder: __dirname, runtime: {}, timeLimit: LIMIT };

function compiled(...steps: StepShape[]): Promise<Engine> {
  return createCompiledEngine(sourceOf(steps), options);
}

function engines(template: string): Promise<Engine>[] {
  const step = { name: 'body', template };
  return [compiled(step), createReferenceEngine(sourceOf([step]), options)];
}

async function failureOf(engine: Engine, input: unknown = {}): Promise<Record<string, unknown>> {
  try {
    const { output } = await engine.run(input);
    return { output };
  } catch (thrown) {
    const { code, message, status, where } = describeFailure(thrown);
    return { code, message, status, step: where.step };
  }
}

const timedOut = {
  code: 'EVALUATION_TIMEOUT',
  message: 'the evaluation was ended after 50 ms',
  status: 400,
  step: 'body',
};

const runaways = {
  'a function that calls itself in tail position': '($f := function($x){ $f($x) }; $f(1))',
  'two functions that call each other': '($a := function($x){ $b($x) }; $b := function($x){ $a($x) }; $a(1))',
  'a callback for each item of a large range': '$map([1..100000], function($i){ $sum([1..500]) })',
  'a path over a large range': '[1..100000].($sum([1..500]))',
  'a condition over a large range': '$count([1..100000][$sum([1..500]) > 0])',
  'ranges within ranges': '[1..100000].($sum([1..100000]))',
  'large sums, again and again': '($all := [1..100000]; $map($all, function($i){ $sum($all) }))',
};

describe('an expression that goes on and on', () => {
  it.each(Object.entries(runaways))('is ended on both engines: %s', async (_, template) => {
    for (const engine of engines(template)) {
      expect(await failureOf(await engine)).toEqual(timedOut);
    }
  });

  it.each([
    ['sorts a large range', '$count($sort([1..100000], function($a, $b){ $a < $b }))'],
    ['compares all with all', '$count($distinct([1..50000].{"n": $}))'],
  ])('is ended on the compiled engine: %s', async (_, template) => {
    expect(await failureOf(await compiled({ name: 'body', template }))).toEqual(timedOut);
  });

  it('is ended in a workflow that a step runs', async () => {
    const inner = sourceOf([{ name: 'deep', template: '($f := function($x){ $f($x) }; $f(1))' }]);
    const outer = sourceOf([{ name: 'body', externalWorkflow: { path: 'body' } }], [['body', inner]]);
    for (const create of [createCompiledEngine, createReferenceEngine]) {
      expect(await failureOf(await create(outer, options))).toEqual({ ...timedOut, step: 'body.deep' });
    }
  });

  it('is ended in a step that is left to the interpreter', async () => {
    const template = `($eval("1"); $f := function($x){ $f($x) }; $f(1))`;
    expect(await failureOf(await compiled({ name: 'body', template }))).toEqual(timedOut);
    const inner = sourceOf([{ name: 'deep', template }]);
    const outer = sourceOf([{ name: 'body', externalWorkflow: { path: 'body' } }], [['body', inner]]);
    expect(await failureOf(await createCompiledEngine(outer, options))).toMatchObject({
      code: 'EVALUATION_TIMEOUT',
      step: 'body.deep',
    });
    const within = await compiled({ name: 'body', template: '$eval("[1..3000000].($ + 1)")' });
    const { message } = await failureOf(within);
    expect(message).toContain('timeout after 50 milliseconds');
  });

  it('takes no time from the events that are under way with it', async () => {
    // Each of them is done at once; all of them together take longer than one may.
    const template = '$eval("$sum([1..300].($ * 2))")';
    for (const engine of engines(template)) {
      const ready = await engine;
      const all = await Promise.all(Array.from({ length: 200 }, () => failureOf(ready)));
      expect(all).toEqual(Array.from({ length: 200 }, () => ({ output: 90_300 })));
    }
  });

  it('leaves time to the next event', async () => {
    for (const engine of engines('stop ? "stopped" : ($f := function($x){ $f($x) }; $f(1))')) {
      const ready = await engine;
      expect(await failureOf(ready)).toEqual(timedOut);
      expect(await failureOf(ready, { stop: true })).toEqual({ output: 'stopped' });
    }
  });

  it('leaves time to the other items of a loop', async () => {
    const looped: StepShape = {
      name: 'body',
      template: 'endless ? ($f := function($x){ $f($x) }; $f(1)) : name',
      loopOverInput: true,
    };
    const engine = await compiled(looped);
    const { output } = await engine.run([{ name: 'a' }, { endless: true }, { name: 'b' }]);
    const items = (output as { output?: unknown; error?: { originalError: unknown } }[]).map((item) =>
      item.error ? describeFailure(item.error).code : item.output,
    );
    expect(items).toEqual(['a', 'EVALUATION_TIMEOUT', 'b']);
  });

  it('is ended although its step may fail', async () => {
    const steps: StepShape[] = [
      { name: 'first', template: '($f := function($x){ $f($x) }; $f(1))', onError: 'continue' },
      { name: 'body', template: '($f := function($x){ $f($x) }; $f(1))' },
    ];
    expect(await failureOf(await compiled(...steps))).toEqual(timedOut);
  });
});

describe('an expression that makes something too large', () => {
  it.each([
    ['a string that doubles', '$reduce([1..40], function($s, $i){ $s & $s }, "a")', /may have 10000000 char/],
    ['a padded string', '$pad("a", 1000000000)', /may have 10000000 char/],
    ['a joined string', '$join([1..100000].($pad("a", 101)))', /may have 10000000 char|was ended after/],
    ['an array that doubles', '$reduce([1..40], function($a, $i){ $append($a, $a) }, [1])', /131072/],
    ['a large range', '[1..100001]', /length of 100001/],
    ['a path over large arrays', '[1..101].([1..1000])', /length of 100000 was/],
  ])('fails: %s', async (_, template, message) => {
    const failure = await failureOf(await compiled({ name: 'body', template }));
    expect(failure.message).toMatch(message);
    expect(failure).toMatchObject({ status: 400, step: 'body' });
  });

  it('fails when it calls itself without end', async () => {
    expect(
      await failureOf(
        await compiled({ name: 'body', template: '($f := function($x){ 1 + $f($x) }; $f(1))' }),
      ),
    ).toMatchObject({ code: 'EVENT_TOO_DEEP', status: 400 });
  });
});
