import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDestination } from '../../src/destination/load';
import { cdkFolder } from '../../src/export/rudderTransformer';
import { readCases, type GoldenCase } from '../../src/goldens/cases';
import { compare, formatDifference } from '../../src/goldens/compare';
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
  return { output: JSON.parse(JSON.stringify(golden.feature === 'processor' ? [output].flat() : output)) };
}

function withProfile({ input, options }: GoldenCase): unknown {
  if (options.profile === undefined) {
    return input;
  }
  const event = input as { destination: { Config: object } };
  const Config = { ...event.destination.Config, profile: options.profile };
  return { ...event, destination: { ...event.destination, Config } };
}

it('is the same, byte for byte, each time', async () => {
  const again = await exportTo('rudder-transformer');
  const contents = (root: string) =>
    listFiles(root).map((file) => [file, readFileSync(join(root, file), 'utf8')]);
  expect(contents(again)).toEqual(contents(out));
  removeFolder(again);
});
