import { DefaultWorkflowExecutor } from '@rudderstack/workflow-engine';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDestination } from '../../../src/runtime/destination/load';
import { cdkFolder } from '../../../src/tools/export/rudderTransformer';
import { readCases } from '../../../src/tools/goldens/cases';
import type { GoldenCase } from '../../../src/tools/goldens/goldenCase';
import { compare, formatDifference } from '../../../src/tools/goldens/compare';
import { createHostEngine, runInHost, type Executor } from './cdkHost';
import { exportTo, listFiles, removeFolder } from './outFolder';

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
    const cases = readCases(await loadDestination('kochava')).filter((golden) => golden.feature === feature);
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
    expect(cases.length).toBeGreaterThan(5);
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

it('makes no code and parses no expression at run time', () => {
  const text = readFileSync(join(folder, 'runtime.js'), 'utf8');
  expect(text).not.toMatch(/new Function|\beval\(/);
  expect(text).not.toContain(process.cwd());
});

it('runs the code that was made ahead of time, not the interpreter', async () => {
  const interpreter = jest.spyOn(DefaultWorkflowExecutor.INSTANCE, 'execute');
  const [processor] = readCases(await loadDestination('kochava')).filter(
    ({ feature }) => feature === 'processor',
  );
  const engine = await createHostEngine(folder, 'processor');
  await runInHost(engine, processor?.input);
  expect(interpreter).not.toHaveBeenCalled();
  interpreter.mockRestore();
});

it('interprets a workflow that was changed after the export', async () => {
  const changed = await exportTo('rudder-transformer');
  const file = join(changed, cdkFolder('kochava'), 'profiles/rudderstack.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"screen view"', '"view of a screen"'));
  const engine = await createHostEngine(join(changed, cdkFolder('kochava')), 'processor');
  const event = { message: { type: 'screen' }, destination: { Config: { apiKey: 'k' } } };
  const { output } = (await runInHost(engine, event)) as { output: { body: { JSON: { data: object } } } };
  expect(output.body.JSON.data).toMatchObject({ event_name: 'view of a screen' });
  removeFolder(changed);
});

it('follows a table that was changed after the export', async () => {
  const changed = await exportTo('rudder-transformer');
  const file = join(changed, cdkFolder('kochava'), 'tables/rudderstackEventNames.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"Purchase"', '"Bought"'));
  const engine = await createHostEngine(join(changed, cdkFolder('kochava')), 'processor');
  const event = {
    message: { type: 'track', event: 'Order Completed' },
    destination: { Config: { apiKey: 'k' } },
  };
  const { output } = (await runInHost(engine, event)) as { output: { body: { JSON: { data: object } } } };
  expect(output.body.JSON.data).toMatchObject({ event_name: 'Bought' });
  removeFolder(changed);
});

it('is the same, byte for byte, each time', async () => {
  const again = await exportTo('rudder-transformer');
  const contents = (root: string) =>
    listFiles(root).map((file) => [file, readFileSync(join(root, file), 'utf8')]);
  expect(contents(again)).toEqual(contents(out));
  removeFolder(again);
});
