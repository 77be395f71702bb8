import { JsonataStepExecutor, type StepExecutionError } from '@rudderstack/workflow-engine';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDestination } from '../../../src/runtime/destination/load';
import { cdkFolder } from '../../../src/tools/export/rudderTransformer';
import { readCases } from '../../../src/tools/goldens/cases';
import type { GoldenCase } from '../../../src/tools/goldens/goldenCase';
import { compare, formatDifference } from '../../../src/tools/goldens/compare';
import { inCI } from '../../inCI';
import { createHostEngine, runInHost, type Executor } from './cdkHost';
import { exportTo, listFiles, loadBaseError, removeFolder, root } from './outFolder';

let out: string;
let folder: string;

beforeAll(async () => {
  out = await exportTo('rudder-transformer');
  folder = join(out, cdkFolder('kochava'));
});

afterAll(() => {
  removeFolder(out);
});

it('holds only files that the build of the host keeps', () => {
  const others = listFiles(folder).filter((file) => !/\.(yaml|js|json)$/.test(file));
  expect(others).toEqual([]);
});

describe.each<Executor>(['ours', "the host's default executor"])('every golden, run with %s', (executor) => {
  it.each(['processor', 'router'])('holds in the %s', async (feature) => {
    const engine = await createHostEngine(folder, feature, executor);
    // The interpreter takes seconds for all of them, and runs them in test/tools/goldens, too.
    const isTried = (at: number) => inCI || executor === 'ours' || at % 10 === 0;
    const cases = readCases(await loadDestination('kochava'))
      .filter((golden) => golden.feature === feature)
      .filter((_, at) => isTried(at));
    const problems: string[] = [];
    for (const golden of cases) {
      jest.useFakeTimers({ now: golden.options.now ?? 0, doNotFake: ['nextTick', 'setImmediate'] });
      const actual = await answerOf(engine, golden);
      problems.push(
        ...compare(expectedOf(golden), actual).map(
          (difference) => `${golden.name}: ${formatDifference(difference)}`,
        ),
      );
    }
    jest.useRealTimers();
    expect(cases.length).toBeGreaterThan(1);
    expect(problems).toEqual([]);
  });
});

interface Expected {
  outcome: string;
  requests?: unknown[];
  output?: unknown;
  reason?: string;
  error?: { message: string; status: number; statTags: unknown; step?: string };
}

/** What the golden says, as far as a host sees it. */
function expectedOf({ expected }: GoldenCase): unknown {
  const { outcome, requests, output, reason, error } = expected as Expected;
  if (outcome === 'transformed') {
    return { output: requests ?? output };
  }
  if (outcome === 'filtered') {
    return { filtered: reason };
  }
  const { message, status, statTags, step } = error ?? {};
  return { failure: { message, status, statTags, step: step?.split('.')[0] } };
}

async function answerOf(
  engine: Awaited<ReturnType<typeof createHostEngine>>,
  golden: GoldenCase,
): Promise<unknown> {
  const answer = await runInHost(engine, withProfile(golden));
  if ('failure' in answer) {
    return answer.failure.status === 298 ? { filtered: answer.failure.message } : { failure: answer.failure };
  }
  const { output } = answer;
  const shown = golden.feature === 'processor' ? [output].flat() : output;
  return { output: JSON.parse(JSON.stringify(shown)) as unknown };
}

function withProfile({ input, options }: GoldenCase): unknown {
  if (options.profile === undefined) {
    return input;
  }
  const event = input as { destination: { Config: object } };
  const Config = { ...event.destination.Config, profile: options.profile };
  return { ...event, destination: { ...event.destination, Config } };
}

it('holds no code but a few lines that ask for the runtime', () => {
  const code = listFiles(folder).filter((file) => file.endsWith('.js'));
  expect(code).toEqual(['runtime.js']);
  expect(readFileSync(join(folder, 'runtime.js'), 'utf8').split('\n').length).toBeLessThan(12);
});

describe('an edit in the exported folder', () => {
  let edited: string;
  let files: string;

  beforeEach(async () => {
    edited = await exportTo('rudder-transformer');
    files = join(edited, cdkFolder('kochava'));
  });

  afterEach(() => {
    removeFolder(edited);
  });

  const edit = (file: string, from: string, to: string) => {
    const text = readFileSync(join(files, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(files, file), text.replace(from, to));
  };
  const run = async (message: object) => {
    const event = { message, destination: { Config: { apiKey: 'k' } } };
    const answer = await runInHost(await createHostEngine(files, 'processor'), event);
    return (answer as { output: { body: { JSON: { data: object } } } }).output.body.JSON.data;
  };

  it('of an expression counts when the workflow is loaded again, and is compiled', async () => {
    const interpreter = jest.spyOn(JsonataStepExecutor, 'evaluateJsonataExpr');
    expect(await run({ type: 'screen' })).toMatchObject({ event_name: 'screen view' });
    edit('profiles/rudderstack.yaml', '"screen view"', '"view of a screen"');
    expect(await run({ type: 'screen' })).toMatchObject({ event_name: 'view of a screen' });
    expect(interpreter).not.toHaveBeenCalled();
    interpreter.mockRestore();
  });

  it('of a table counts, too', async () => {
    edit('tables/rudderstackEventNames.json', '"Purchase"', '"Bought"');
    expect(await run({ type: 'track', event: 'Order Completed' })).toMatchObject({ event_name: 'Bought' });
  });

  // The reported position is right after `before`.
  it.each([
    ['condition: $outputs.profile =', 'condition: $outputs.profile =', '='],
    ['$asked := $outputs.config', '$asked := ', ':= $outputs.config'],
    ['template: $validateConfig(', 'template: $lowercase(', '1, '],
  ])('that breaks an expression fails with its place: %s', async (from, before, wrong) => {
    edit('procWorkflow.yaml', from, before + wrong);
    const lines = readFileSync(join(files, 'procWorkflow.yaml'), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes(before + wrong)) + 1;
    const column = String(lines[line - 1]).indexOf(before) + before.length + 1;
    await expect(createHostEngine(files, 'processor')).rejects.toThrow(
      `procWorkflow.yaml:${String(line)}:${String(column)}: `,
    );
  });

  it('that breaks the YAML fails with its place', async () => {
    edit('parts/kind.yaml', 'steps:', 'steps: [');
    await expect(createHostEngine(files, 'processor')).rejects.toThrow(/parts\/kind\.yaml: .* at line \d+/);
  });
});

it("fails with the host's own errors, whose tags the host keeps", async () => {
  const engine = await createHostEngine(folder, 'processor');
  for (const message of [{ type: 'group' }, { type: 'track', event: {} }]) {
    const event = { message, destination: { Config: { apiKey: 'k' } } };
    const error = (await engine.execute(event).catch((thrown: unknown) => thrown)) as StepExecutionError;
    expect(error.originalError).toBeInstanceOf(loadBaseError(out));
    expect(error.originalError).toMatchObject({
      status: 400,
      statTags: { errorCategory: 'dataValidation', errorType: 'instrumentation' },
    });
  }
});

it('runs without destkit in the host when it holds the runtime', async () => {
  const bundled = await exportTo('rudder-transformer', { isBundled: true });
  const files = join(bundled, cdkFolder('kochava'));
  expect(existsSync(join(bundled, 'node_modules/destkit'))).toBe(false);
  expect(readFileSync(join(files, 'destkit.js'), 'utf8')).toBe(
    readFileSync(join(root, 'dist/io/hosts/runtime.js'), 'utf8'),
  );
  const event = { message: { type: 'screen' }, destination: { Config: { apiKey: 'k' } } };
  const engine = await createHostEngine(files, 'processor');
  expect(await runInHost(engine, event)).toMatchObject({ output: { body: { JSON: { action: 'event' } } } });
  removeFolder(bundled);
});

it('is the same, byte for byte, each time', async () => {
  const again = await exportTo('rudder-transformer');
  const contents = (of: string) => listFiles(of).map((file) => [file, readFileSync(join(of, file), 'utf8')]);
  expect(contents(again)).toEqual(contents(out));
  removeFolder(again);
});
