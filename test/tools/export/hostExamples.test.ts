import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cdkFolder } from '../../../src/tools/export/rudderTransformer';
import { createHostEngine, runInHost, type HostFailure } from './cdkHost';
import { exportTo, removeFolder } from './outFolder';

/** Recorded answers of RudderStack's transformer; they are not part of this repository. */
const examples = process.env.HOST_EXAMPLES ?? '';

interface HostAnswer {
  output?: object;
  statusCode: number;
  error?: string;
  statTags?: Record<string, string>;
}

interface Example {
  request: { body: { metadata: unknown }[] };
  response: { body: HostAnswer[] };
}

let out: string;

beforeAll(async () => {
  out = await exportTo('rudder-transformer');
});

afterAll(() => {
  removeFolder(out);
});

it.each(['02-processor-ok', '03-processor-mixed'])(
  'the exported folder gives the answers of %s',
  async (name) => {
    const file = join(examples, `${name}.json`);
    if (examples === '' || !existsSync(file)) {
      console.info(`skipped ${name}: HOST_EXAMPLES names no folder with ${name}.json`);
      return;
    }
    const { request, response } = JSON.parse(readFileSync(file, 'utf8')) as Example;
    const engine = await createHostEngine(join(out, cdkFolder('kochava')), 'processor');
    const answers = await Promise.all(request.body.map((event) => runInHost(engine, event)));
    expect(answers.map(toAnswer)).toEqual(response.body.map(comparable));
    expect(answers.length).toBeGreaterThan(0);
  },
);

function toAnswer(answer: { output: unknown } | { failure: HostFailure; error: string }): object {
  if ('output' in answer) {
    return { statusCode: 200, output: JSON.parse(JSON.stringify(answer.output)) as unknown };
  }
  const { status, statTags } = answer.failure;
  return { statusCode: status, error: answer.error, statTags };
}

/** The host adds tags of its own. */
function comparable({ output, statusCode, error, statTags }: HostAnswer): object {
  if (output) {
    return { statusCode, output };
  }
  const { errorCategory, errorType } = statTags ?? {};
  return { statusCode, error, statTags: { errorCategory, errorType } };
}
